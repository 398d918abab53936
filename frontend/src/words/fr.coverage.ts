/** What is said on the pages of coverage, in French; loaded with them alone. */

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");

interface Amounts {
  owed: number;
  done: number;
  planned: number;
  say: (amount: number) => string;
}

export const coverage = {
  label: "Vues de la couverture",
  views: {
    grid: { name: "Grille", title: "Ce que chaque classe doit recevoir" },
    worklist: { name: "À faire", title: "Ce qu’il faut faire, établissement par établissement" },
  },
  noYear: "Cette année scolaire n’est pas enregistrée ici.",
  plannedYear: "Voir l’année en préparation ou en cours",
  filters: {
    /** The views whose figures are of sessions: a theme or a partner narrows them. */
    ofSessions: [] as readonly string[],
    title: (count: number) =>
      count === 0 ? "Année, présentation et filtres" : `Année, présentation et filtres (${many(count, "filtre actif", "filtres actifs")})`,
    year: "Année scolaire",
    by: "Une ligne par",
    bys: {
      school: "Établissement",
      commune: "Commune",
      epci: "Intercommunalité",
      circonscription: "Circonscription",
      level: "Niveau",
      kind: "Type d’établissement",
      sector: "Secteur",
      priority: "Éducation prioritaire",
      qpv: "Quartier prioritaire",
    },
    sort: "Dans l’ordre",
    sorts: { owed: "De ce qui manque le plus", name: "Des noms" },
    any: "Tous",
    narrow: {
      commune: "Commune",
      epci: "Intercommunalité",
      circonscription: "Circonscription",
      kind: "Type d’établissement",
      sector: "Secteur",
      priority: "Éducation prioritaire (REP, REP+)",
      qpv: "Quartier prioritaire (QPV)",
      level: "Niveau",
      theme: "Thème",
      partner: "Partenaire",
    },
    is: (what: string, value: string) => `${what} : ${value}`,
    about: (year: string, active: readonly string[]) => `Année scolaire ${list([year, ...active])}.`,
    show: "Afficher",
    reset: "Effacer les filtres",
  },
  grid: {
    back: "Toutes les lignes",
    empty: "Aucune classe ne correspond : il n’y en a pas encore cette année, ou les filtres sont trop étroits.",
    widen: "Effacer les filtres",
    search: (by: string) => `Chercher (${by.toLowerCase()})`,
    found: (count: number) => many(count, "ligne.", "lignes."),
    tooMany: (count: number, most: number) =>
      `${count} lignes ; les ${most} premières sont affichées. Précisez la recherche ou les filtres.`,
    legend:
      "« Rien de déclaré » : ce que l’établissement fait lui-même n’est pas connu, ce n’est pas zéro.",
    caption: (by: string) => `${by} par ${by.toLowerCase()}, ce qui est dû, fait et prévu pour chaque obligation`,
    whole: "Ensemble",
  },
  cell: {
    standing: {
      done: () => "Fait",
      planned: () => "Tout est prévu",
      missing: (amount: string) => `${amount} à prévoir`,
      unknown: (amount: string) => `Rien de déclaré, ${amount} à prévoir`,
    } as Record<"done" | "planned" | "missing" | "unknown", (amount: string, count: number) => string>,
    detail: ({ owed, done, planned, say }: Amounts) =>
      list([`${say(done)} ${done < 2 ? "faite" : "faites"}`, planned > 0 && `${say(planned)} ${planned < 2 ? "prévue" : "prévues"}`]) +
      ` sur ${say(owed)}`,
    unknown: (count: number) => many(count, "classe sans rien de déclaré", "classes sans rien de déclaré"),
    notConcerned: "Pas concerné",
  },
  school: {
    empty: "Aucune classe n’est enregistrée pour cette année scolaire. L’établissement ou la coordination peut les ajouter.",
    caption: (school: string) => `Classes de ${school} : ce qui est dû, fait et prévu pour chaque obligation`,
    group: "Classe",
    open: "Ouvrir la fiche de l’établissement",
  },
};
