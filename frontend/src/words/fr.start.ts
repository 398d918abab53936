/** What is said on the start page and to those who have several roles, in French. */

export const aboutStart = {
  capacity: {
    label: "En tant que",
    kinds: {
      TEACHER: "enseignant",
      HEAD: "direction",
      STAFF: "personnel",
      FACILITATOR: "intervenant",
      COORDINATOR: "coordination",
    },
    said: (kind: string, where: string) => {
      const kinds: Record<string, string> = aboutStart.capacity.kinds;
      return [kinds[kind] ?? kind, where].filter(Boolean).join(", ");
    },
  },
  start: {
    title: (name: string) => (name ? `Bonjour, ${name}` : "Bonjour"),
    book: "Réserver une séance",
    waiting: "Ce qui vous attend",
    nothingWaits: "Rien ne vous attend.",
    toAuthorise: "En attente de votre accord",
    nothingToAuthorise: "Rien n’attend votre accord.",
    authorise: "Autoriser",
    authoriseMany: "Les voir toutes et autoriser en une fois",
    authoriseThis: (title: string, group: string) => `Autoriser « ${title} » pour ${group}`,
    answersExpected: "Réponses attendues",
    answer: "Répondre",
    answerTo: (title: string) => `Répondre : ${title}`,
    toComplete: "Séances à compléter",
    complete: "Compléter",
    completeThis: (title: string) => `Compléter : ${title}`,
    feedbackDue: "Comment cela s’est-il passé ?",
    giveFeedback: "Donner mon avis",
    giveFeedbackOn: (title: string) => `Donner mon avis : ${title}`,
    reportsDue: "Comptes rendus à déposer",
    report: "Compte rendu",
    reportOn: (title: string) => `Compte rendu : ${title}`,
    wishes: "Liste d’attente",
    find: "Chercher un créneau",
    findFor: (title: string) => `Chercher un créneau : ${title}`,
    firstOf: (shown: number, all: number) => `Les ${shown} premières sur ${all} sont affichées.`,
    next: "Prochaines séances",
    nothingNext: "Aucune séance prévue.",
    nothingNextHint: {
      TEACHER: "Choisissez une classe : les séances qui lui conviennent et leurs créneaux s’affichent.",
      HEAD: "Elles apparaîtront ici dès qu’une enseignante ou un enseignant aura réservé.",
      STAFF: "Elles apparaîtront ici dès qu’une séance sera réservée dans votre établissement.",
      FACILITATOR: "Elles apparaîtront ici dès qu’un établissement aura réservé un de vos créneaux.",
      COORDINATOR: "Elles apparaîtront ici dès qu’un établissement aura réservé.",
    },
    allSessions: "Voir toutes les séances",
    missing: "Ce qui manque",
    withoutHours:
      "Vous n’avez donné aucune disponibilité : aucun de vos créneaux n’est proposé aux établissements. Dites à la coordination quand vous êtes libre.",
    agreementEnds: (organisation: string, day: string) => `Agrément de ${organisation} : il prend fin le ${day}.`,
    classesOf: (school: string) => `Les classes de ${school}`,
    otherYears: "Voir l’établissement et ses autres années",
    coverage: "Ce que les classes ont reçu",
    coverageHint: "Choisissez un établissement pour voir ses classes et ce qui leur est dû.",
    findSchool: "Chercher un établissement",
  },
};
