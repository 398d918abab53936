/** What is said on the worklist and where a session is proposed, in French; loaded with them alone. */

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;

export const worklist = {
  intro:
    "Pour chaque établissement, une seule chose à la fois : la plus urgente. Dès qu’elle est faite, la suivante prend sa place.",
  nothing: "Rien à faire. Chaque classe avance comme prévu, rien n’attend de décision.",
  otherYear: "La liste de travail est celle de l’année en cours : la voici.",
  nothingHere: "Rien à faire ici : d’autres établissements ou d’autres choses attendent.",
  showAll: "Tout afficher",
  counts: "Établissements par chose à faire",
  all: (count: number) => `Tout (${count})`,
  ofThing: (thing: string, count: number) => `${thing.charAt(0).toUpperCase()}${thing.slice(1)} (${count})`,
  lines: "La liste, la plus urgente d’abord",
  due: {
    hold_expiring: (day: string) => `Perdu le ${day}`,
    outcome_missing: (day: string) => `Séance du ${day}`,
    agreement_ending: (day: string) => `Dernier jour : ${day}`,
  } as Record<string, (day: string) => string>,
  most: (group: string, duty: string, missing: string) => `La plus en attente : ${group}. ${duty} : ${missing}.`,
  missing: (count: number, byHours: boolean) =>
    byHours ? `${count} h à prévoir` : `${many(count, "séance", "séances")} à prévoir`,
  notOffered: "Aucun partenaire ne peut venir pour l’instant : l’écran suivant dit pourquoi.",
  acts: {
    decide: "Décider",
    report: "Déposer le compte rendu",
    tell: "Dire ce qu’il en est",
    propose: "Proposer une séance",
    book: "Réserver une séance",
    classes: "Voir ses classes",
    renew: "Voir l’agrément",
    send_feed: "Faire abonner à l’agenda",
  },
  actFor: (act: string, where: string) => `${act} : ${where}`,
  pages: "Pages de la liste",
  page: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  previous: "Page précédente",
  next: "Page suivante",
  proposed: "C’est proposé : l’établissement est prévenu et peut répondre.",
  see: "Voir la séance proposée",
  feed: {
    subject: "L’agenda des séances de prévention de votre établissement",
    body: (address: string) =>
      `Bonjour,\n\nLes séances de prévention prévues dans votre établissement peuvent s’afficher dans votre propre agenda, toujours à jour. Connectez-vous, puis créez l’adresse à laquelle vous abonner\u00a0:\n${address}\n\nBien cordialement`,
  },
};

export const proposing = {
  title: "Proposer une séance",
  about: (group: string, school: string) => `Pour ${group}, ${school}`,
  back: "Revenir à la liste de travail",
  impossible: "Cette classe n’est plus enregistrée, ou vous ne coordonnez pas son établissement.",
  offer: "Séance",
  offerSaid: (title: string, organisation: string) => `${title}, ${organisation}`,
  facts: (minutes: string, theme: string) => `${minutes} · ${theme}`,
  none: "Aucun partenaire ne peut venir dans cette classe pour ce thème.",
  why: "Pourquoi",
  otherThemes: "Voir les autres thèmes",
  first: "Premier créneau libre",
  propose: (day: string, hours: string) => `Proposer ${day}, ${hours}`,
  others: "Tous les créneaux",
  noTime: "Aucun créneau libre d’ici la fin de l’année scolaire.",
  confirmTitle: "Proposer ce créneau",
  confirm: "Proposer",
  group: "Classe",
  school: "Établissement",
  after: "Le créneau est gardé jusqu’à la réponse de l’établissement, qui est prévenu.",
};
