/** What is said to a facilitator, in French. */
import { duration } from "./dates";

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;
const sessions = (count: number) => many(count, "séance", "séances");
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");
const road = (km: number) => km > 0 && `environ ${km} km de route`;
const about = (km: string | null) => (km === null ? "" : `, environ ${km} km`);

export const aboutFacilitators = {
  agenda: {
    title: "Mon agenda",
    titleOf: (name: string) => `Agenda de ${name}`,
    open: "Voir mon agenda",
    views: { week: "Semaine", list: "Liste" },
    which: "Présentation",
    week: (monday: string) => `Semaine du ${monday}`,
    span: (first: string, last: string) => `Du ${first} au ${last}`,
    moves: "Autres semaines",
    before: { week: "Semaine précédente", list: "Semaines précédentes" },
    now: { week: "Cette semaine", list: "Dès cette semaine" },
    after: { week: "Semaine suivante", list: "Semaines suivantes" },
    counts: (held: number, km: number) =>
      held === 0 ? "Aucune séance." : list([sessions(held), road(km)]) + ".",
    short: (count: number) =>
      `${many(count, "trajet paraît trop court", "trajets paraissent trop courts")} : vérifiez avant de partir.`,
    nothing: "Rien ce jour-là.",
    nothingAtAll: "Rien dans ces semaines : ni séance, ni absence, ni temps occupé.",
    free: "Rien de prévu",
    from: (place: string, minutes: number, km: string | null) =>
      `Venir de ${place} : compter ${duration(minutes)}${about(km)}`,
    to: (place: string, minutes: number, km: string | null) =>
      `Rejoindre ${place} : compter ${duration(minutes)}${about(km)}`,
    gap: (minutes: number) => (minutes < 0 ? "les deux séances se chevauchent" : `${duration(minutes)} entre les deux`),
    tooShort: (gap: string) => `Trajet trop court : ${gap}.`,
    causes: { BUSY: "Occupé (agenda personnel)", ABSENCE: "Absence", EXTRA: "Disponible en plus" },
    wholeDay: "toute la journée",
    pupils: (count: number) => many(count, "élève", "élèves"),
    with: (names: string) => `avec ${names}`,
    print: "Imprimer",
    printed: (day: string, hour: string) => `Imprimé le ${day}, ${hour}`,
    availability: "Mes disponibilités",
    own: "Mon agenda personnel",
    nobody: "Votre compte n’est pas celui d’une intervenante ou d’un intervenant : demandez à la coordination de vous inscrire.",
  },
  toAccept: {
    title: "Demandes à accepter",
    intro: (count: number) =>
      `${many(count, "séance attend", "séances attendent")} la réponse de votre structure.`,
    school: (school: string, commune: string) => `${school}, ${commune}`,
    accept: "Accepter",
    acceptThis: (title: string, when: string) => `Accepter « ${title} », ${when}`,
    acceptAll: (count: number) => `Accepter les ${count} séances`,
    acceptAllOf: (count: number, school: string) => `Accepter les ${count} séances, ${school}`,
    refuse: "Refuser",
    refuseThis: (title: string, when: string) => `Refuser « ${title} », ${when}`,
    refuseAll: "Tout refuser",
    refuseAllOf: (count: number, school: string) => `Refuser les ${count} séances, ${school}`,
    refuseTitle: (count: number) => (count < 2 ? "Refuser cette séance" : `Refuser ces ${count} séances`),
    hint: "Le créneau redevient libre, et l’établissement est prévenu avec la raison.",
    keep: "Ne rien refuser",
    accepted: (count: number) => `${many(count, "séance acceptée", "séances acceptées")}.`,
    refused: (count: number) => `${many(count, "séance refusée", "séances refusées")}.`,
    failed: (count: number, why: string) => `${many(count, "séance est restée", "séances sont restées")} sans réponse : ${why}`,
    tooMany: (count: number) => `Les ${count} premières sont affichées : les suivantes viendront après vos réponses.`,
  },
  reporting: {
    back: "Revenir à la séance",
    cannot: "Le compte rendu de cette séance n’est pas à déposer, ou pas par vous.",
    filled: "L’effectif est déjà rempli : ne changez que ce qui diffère.",
    less: (group: string) => `Un élève de moins, ${group}`,
    more: (group: string) => `Un élève de plus, ${group}`,
    optional: "Facultatif",
    addComment: "Ajouter un commentaire",
    notHeld: "La séance n’a pas eu lieu ? Dites-le sur sa page.",
  },
};
