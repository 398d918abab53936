/** What is said while one books, in French. */

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;
const sessions = (count: number) => many(count, "séance", "séances");
// As schools write them: 6e, 2de, Tle.
const LEVELS: Record<string, string> = { "2NDE": "2de", "1RE": "1re", TLE: "Tle", CAP1: "CAP 1re année", CAP2: "CAP 2e année" };
export const levelInWords = (code: string) => LEVELS[code] ?? code.replace(/^(\d)E$/, "$1e");

const FEW = 4;

export const aboutBooking = {
  book: {
    title: "Réserver des séances",
    open: "Réserver une séance",
    short: "Réserver",
    forClass: (group: string) => `Réserver une séance pour ${group}`,
    forDuty: (duty: string, group: string) => `Réserver : ${duty}, pour ${group}`,
    noSchool: "Choisissez d’abord un établissement, puis une de ses classes.",
    school: "Établissement",
    step: (number: number) => `Étape ${number} sur 3`,
    forClasses: (labels: readonly string[]) =>
      labels.length > FEW
        ? `${labels.slice(0, FEW - 1).join(", ")} et ${labels.length - FEW + 1} autres classes`
        : labels.join(", "),
    levels: (levels: readonly string[]) => levels.map(levelInWords).join(", "),
    line: (group: string, nth: number | null) => (nth === null ? group : `${group}, séance ${nth}`),
    changeClasses: "Changer de classes",
    changeOffer: "Choisir une autre séance",
    noClassChosen: "Cochez au moins une classe.",
    tooManyClasses: (most: number) => `Cochez au plus ${most} classes à la fois.`,
    classes: {
      title: "Pour quelles classes ?",
      hint: "Cochez une classe, plusieurs, ou tout un niveau.",
      all: (level: string, count: number) => `Toutes les ${level} (${count} classes)`,
      missing: (count: number) => (count === 0 ? "rien à prévoir" : `${sessions(count)} à prévoir`),
      chosen: (count: number) =>
        count === 0 ? "Aucune classe cochée" : many(count, "classe cochée", "classes cochées"),
      onward: "Voir les séances possibles",
    },
    offers: {
      title: "Quelle séance ?",
      theme: "Thème",
      anyTheme: "Tous les thèmes",
      needed: "Ce que la loi doit encore à ces classes",
      others: "Aussi possibles",
      none: "Aucune séance ne convient à toutes ces classes. Essayez avec moins de classes, ou un autre thème.",
      found: (count: number) => many(count, "séance convient.", "séances conviennent."),
      unfit: (count: number) =>
        `${many(count, "séance ne convient pas", "séances ne conviennent pas")} : voir pourquoi`,
      tooMany: (count: number) => `Les ${count} premières sont affichées : choisissez un thème.`,
    },
    offer: {
      choose: "Voir les créneaux",
      instant: "Confirmée dès l’accord de la direction.",
      toAccept: "À confirmer par la direction et par le partenaire.",
      series: (count: number) => `série de ${sessions(count)}`,
      together: (count: number) => `jusqu’à ${count} classes ensemble`,
      distance: (km: string) => `à ${km} km`,
      materials: (count: number) => many(count, "ressource pour préparer", "ressources pour préparer"),
    },
    times: {
      title: "Quand ?",
      sessions: "Séances par classe",
      together: "Classes par séance",
      from: "Pas avant le",
      lines: (count: number) => (count < 2 ? "Créneau proposé" : `${count} créneaux proposés`),
      hint: "Ces créneaux sont libres. Rien n’est réservé tant que vous n’avez pas appuyé sur « Réserver ».",
      nth: (number: number) => `Séance ${number}`,
      change: "Changer",
      changeThis: (line: string) => `Changer le créneau : ${line}`,
      leaveOut: "Retirer",
      leaveOutThis: (line: string) => `Retirer : ${line}`,
      putBack: "Remettre",
      putBackThis: (line: string) => `Remettre : ${line}`,
      out: "Retirée de la demande",
      keep: "Garder ce créneau",
      wish: "Aucun créneau libre pour l’instant : en liste d’attente",
      wishOf: (halfDays: readonly string[]) => `En liste d’attente : ${halfDays.join(", ")}`,
      nothingLeft: "Gardez au moins une séance.",
      book: (count: number) => (count < 2 ? "Réserver" : `Réserver ${sessions(count)}`),
    },
    result: {
      title: (done: number, left: number): string =>
        left === 0 ? "C’est réservé" : done === 0 ? "Rien n’est encore réservé" : "Une partie est réservée",
      booked: (count: number) =>
        count < 2 ? "1 séance est demandée." : `${sessions(count)} sont demandées.`,
      next: "La direction reçoit la demande ; chaque séance dit ci-dessous où elle en est.",
      left: (count: number) =>
        count < 2
          ? "1 séance n’a pas pu être réservée. Choisissez un autre créneau, ou la liste d’attente."
          : `${sessions(count)} n’ont pas pu être réservées. Choisissez d’autres créneaux, ou la liste d’attente.`,
      leftTitle: "Pas encore réservé",
      notBooked: "Cette séance n’est pas réservée.",
      bookedTitle: "Séances demandées",
      take: (time: string, line: string) => `Prendre ${time}, pour ${line}`,
      otherTime: "Un autre créneau",
      otherTimeFor: (line: string) => `Un autre créneau : ${line}`,
      sessions: "Voir mes séances",
      again: "Réserver autre chose",
    },
  },
  classForm: {
    title: "Mes classes",
    all: "Toutes les classes, en ajouter ou en corriger une",
    noSchool: "Aucun établissement ne vous est rattaché.",
    add: "Ajouter une classe",
    correct: "Corriger la classe",
    label: "Nom de la classe",
    labelHint: "Comme dans l’établissement, par exemple 6E1 ou CM1-CM2 B",
    levels: "Niveaux",
    headcount: "Nombre d’élèves",
    headcountHint: "Facultatif : jamais de nom d’élève ici.",
    save: "Enregistrer",
    giveUp: "Ne rien changer",
    added: (label: string) => `La classe ${label} est ajoutée.`,
    corrected: "La classe est corrigée.",
  },
};
