/** What is said of requests that a partner accepts, in French. */

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;

export const aboutAccepting = {
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
};
