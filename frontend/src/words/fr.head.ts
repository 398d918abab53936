/** What is said to a head of school, in French. */

const sessions = (count: number) => `${count} ${count < 2 ? "séance" : "séances"}`;
const past = (count: number, one: string, more: string) => `${sessions(count)} ${count < 2 ? one : more}`;

export const aboutHeads = {
  authorising: {
    title: "Séances à autoriser",
    none: "Rien n’attend votre accord.",
    noneHint: "Vous recevrez un courriel à la prochaine demande : un clic y suffit, sans vous connecter.",
    allSessions: "Voir les séances de l’établissement",
    tooMany: (count: number) => `Les ${count} premières séances sont affichées : les suivantes viendront une fois celles-ci décidées.`,
    summary: (count: number, requests: number) =>
      requests < 2
        ? `${past(count, "attend", "attendent")} votre accord.`
        : `${past(count, "attend", "attendent")} votre accord, en ${requests} demandes.`,
    first: (day: string, hour: string) => `Première réponse utile avant ${day}, ${hour}.`,
    commits:
      "Autoriser, c’est accepter que la séance ait lieu à cette date, avec un adulte de l’Éducation nationale présent et une salle prête.",
    askedBy: (name: string, day: string) => `Demande de ${name}, ${day}.`,
    with: (names: string) => `Avec ${names}`,
    place: (place: string) => `Lieu : ${place}`,
    placeMissing: "Salle à préciser",
    adult: (adult: string) => `Adulte présent : ${adult.charAt(0).toLowerCase()}${adult.slice(1)}`,
    adultMissing: "Adulte présent à préciser avant la séance",
    until: (day: string, hour: string) => `Créneau gardé jusqu’à ${day}, ${hour}`,
    see: "Voir la séance",
    seeThis: (group: string) => `Voir la séance de ${group}`,
    tickAll: (count: number) => `Cocher les ${count} séances`,
    untickAll: (count: number) => `Décocher les ${count} séances`,
    ticked: (count: number, all: number) => `${past(count, "cochée", "cochées")} sur ${all}.`,
    tickOne: "Cochez au moins une séance.",
    authorise: (count: number) => (count === 0 ? "Autoriser" : `Autoriser ${sessions(count)}`),
    refuse: (count: number) => (count === 0 ? "Refuser" : `Refuser ${sessions(count)}`),
    refuseTitle: (count: number) => (count < 2 ? "Refuser cette séance" : `Refuser ces ${count} séances`),
    refuseHint: "Les créneaux redeviennent libres, et l’équipe qui les a demandés est prévenue. Un refus est définitif : il faudra une nouvelle demande.",
    done: {
      authorise: (count: number) => `${past(count, "autorisée", "autorisées")}.`,
      refuse: (count: number) => `${past(count, "refusée", "refusées")}.`,
    },
    nothingDone: "Aucune décision n’a été enregistrée.",
    failed: (count: number) =>
      count < 2 ? "Une séance est restée comme elle était :" : `${count} séances sont restées comme elles étaient :`,
    which: (count: number) => (count < 2 ? "La séance" : `Les ${count} séances`),
    takeBack: "Revenir sur cet accord",
    takeBackThis: (group: string) => `Revenir sur l’accord donné pour ${group}`,
    takeBackTitle: "Revenir sur cet accord",
    takeBackHint: {
      refuse: "La séance sera refusée et son créneau libéré. Pour la retrouver, il faudra une nouvelle demande.",
      cancel: "La séance est déjà confirmée : elle sera annulée et tout le monde prévenu. Pour la retrouver, il faudra une nouvelle demande.",
    },
  },
  mySchool: {
    title: "Mon établissement",
    none: "Aucun établissement ne vous est rattaché.",
    which: "Choisissez l’établissement à ouvrir.",
    sections: "Dans cette page",
    agenda: "Les deux semaines qui viennent",
    agendaNone: "Aucune séance dans les deux semaines qui viennent.",
    agendaMore: "Voir toutes les séances",
    authorise: (count: number) => `Décider de ${sessions(count)} en attente`,
    classes: "Classes",
    people: "Équipe",
    peopleHint: "Qui agit ici au nom de l’établissement.",
    peopleNone: "Personne d’autre n’est encore rattaché à l’établissement.",
    contact: "Coordonnées",
    declare: "Déclarer une séance faite par l’établissement",
    declareHint: "Ce que l’équipe a assuré elle-même compte aussi dans ce que les classes ont reçu.",
  },
  closures: {
    title: "Fermetures",
    hint: "Examens, stages, sorties : aucune séance n’est proposée ces jours-là.",
    none: "Aucune fermeture à venir : l’établissement suit le calendrier scolaire.",
    add: "Ajouter une fermeture",
    change: "Corriger",
    changeThis: (what: string) => `Corriger : ${what}`,
    remove: "Retirer",
    removeThis: (what: string) => `Retirer : ${what}`,
    reasons: {
      EXAMS: "Examens",
      WORK_PLACEMENT: "Stages",
      TRIP: "Sortie ou voyage",
      WORKS: "Travaux",
      OTHER: "Autre raison",
    },
    reason: "Raison",
    first: "Premier jour",
    last: "Dernier jour",
    lastHint: "Le même jour, si un seul est concerné.",
    half: "Dans la journée",
    halves: { ALL: "Toute la journée", AM: "Le matin seulement", PM: "L’après-midi seulement" },
    oneDay: (day: string) => day,
    days: (first: string, last: string) => `Du ${first} au ${last}`,
    halfOf: { AM: "le matin", PM: "l’après-midi" },
    addTitle: "Ajouter une fermeture",
    changeTitle: "Corriger cette fermeture",
    removeTitle: "Retirer cette fermeture",
    removeHint: "Des séances pourront de nouveau être proposées ces jours-là.",
    save: "Enregistrer",
    saveAnyway: "Enregistrer quand même",
    back: "Modifier les dates",
    breaks: (count: number) =>
      count < 2 ? "Une séance est prévue pendant cette fermeture :" : `${count} séances sont prévues pendant cette fermeture :`,
    breaksHint: "Rien n’est annulé tout seul : déplacez ou annulez chaque séance depuis sa page.",
    nearest: (times: string) => `Autres créneaux proches : ${times}`,
    noNearest: "Aucun autre créneau proche.",
    saved: "La fermeture est enregistrée.",
    savedBroken: (count: number) =>
      count < 2
        ? "La fermeture est enregistrée. Une séance reste à déplacer ou à annuler :"
        : `La fermeture est enregistrée. ${count} séances restent à déplacer ou à annuler :`,
    removed: "La fermeture est retirée.",
  },
};
