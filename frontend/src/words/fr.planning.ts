/** What is said around a planning, in French. */

const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");
const sessions = (count: number) => `${count} ${count < 2 ? "séance" : "séances"}`;

export const aboutPlanning = {
  planning: {
    title: "Planning",
    of: "Planning de",
    open: "Voir le planning",
    spans: { week: "Semaine", month: "Mois", school_year: "Année scolaire" },
    span: "Période",
    day: "Autour du",
    show: "Afficher",
    other: "Choisir un autre planning",
    subjects: { school: "Établissements", class_group: "Classes", facilitator: "Intervenants" },
    choose: "Choisissez de qui afficher le planning, ou ouvrez celui d’un établissement depuis sa page.",
    week: (monday: string) => `Semaine du ${monday}`,
    year: (first: number) => `Année scolaire ${first}-${first + 1}`,
    moves: "Autres périodes",
    before: { week: "Semaine précédente", month: "Mois précédent", school_year: "Année précédente" },
    now: { week: "Cette semaine", month: "Ce mois-ci", school_year: "Cette année" },
    after: { week: "Semaine suivante", month: "Mois suivant", school_year: "Année suivante" },
    none: {
      week: "Aucune séance cette semaine.",
      month: "Aucune séance ce mois-ci.",
      school_year: "Aucune séance cette année scolaire.",
    },
    counts: (held: number, waiting: number, off: number) =>
      list([sessions(held), waiting > 0 && `dont ${waiting} à confirmer`, off > 0 && `${off} ${off < 2 ? "annulée ou non tenue" : "annulées ou non tenues"}`]),
    daysOffUnknown: "Le calendrier scolaire n’est pas publié pour tous ces jours : des vacances peuvent manquer.",
    daysOffOfSchools: "Vacances et fermetures dépendent de chaque établissement : elles ne sont pas marquées ici.",
    print: "Imprimer",
    printHint: "Une page A4 en paysage.",
    download: "Télécharger en CSV",
    subscribe: "Pour recevoir ces séances dans votre agenda,",
    subscribeLink: "abonnez-vous",
    morning: "Matin",
    afternoon: "Après-midi",
    noClass: "Pas de classe",
    half: "Demi-journée",
    number: "Jour",
    marks: { waits: "à confirmer", off: "annulée" },
    several: sessions,
    legend: "? à confirmer · ✕ annulée ou non tenue · hachures : pas de classe",
    pupils: (count: number) => `${count} ${count < 2 ? "élève" : "élèves"}`,
    offDays: (first: string, last: string) => `Du ${first} au ${last}`,
  },
};
