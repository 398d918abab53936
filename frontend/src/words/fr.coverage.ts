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
    map: { name: "Carte", title: "La couverture sur la carte" },
    evolution: { name: "Évolution", title: "L’année face au rythme nécessaire" },
    activity: { name: "Activité", title: "Ce qui a été fait, et ce qui ne l’a pas été" },
    equity: { name: "Équité", title: "Équité entre les territoires" },
    papers: { name: "Documents", title: "Bilans à imprimer et à transmettre" },
  },
  percent: (value: string) => `${value} %`,
  noYear: "Cette année scolaire n’est pas enregistrée ici.",
  plannedYear: "Voir l’année en préparation ou en cours",
  filters: {
    /** The views whose figures are of sessions: a theme or a partner narrows them. */
    ofSessions: ["activity", "papers"] as readonly string[],
    title: (count: number) =>
      count === 0 ? "Année, présentation et filtres" : `Année, présentation et filtres (${many(count, "filtre actif", "filtres actifs")})`,
    year: "Année scolaire",
    by: "Une ligne par",
    bys: {
      school: "Établissement",
      commune: "Commune",
      epci: "Intercommunalité",
      circonscription: "Circonscription",
      department: "Département",
      level: "Niveau",
      kind: "Type d’établissement",
      sector: "Secteur",
      priority: "Éducation prioritaire",
      qpv: "Quartier prioritaire",
      theme: "Thème",
      partner: "Partenaire",
      session_kind: "Type de séance",
      giver: "Qui l’a donnée",
    },
    period: "Période",
    schoolYear: "Toute l’année scolaire",
    civil: (year: number) => `Année civile ${year}`,
    sort: "Dans l’ordre",
    sorts: { owed: "De ce qui manque le plus", name: "Des noms" },
    any: "Tous",
    narrow: {
      commune: "Commune",
      epci: "Intercommunalité",
      circonscription: "Circonscription",
      department: "Département",
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
    aboutCivil: (year: string, active: readonly string[]) => `Année civile ${list([year, ...active])}.`,
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
    unknown: (count: number, said: string) => `${said} ${count < 2 ? "classe" : "classes"} sans rien de déclaré`,
    notConcerned: "Pas concerné",
  },
  map: {
    intro:
      "La part de ce qui est dû qui est déjà faite : chaque obligation compte autant que le nombre de ses classes. Une classe qui a reçu davantage ne compense pas les autres.",
    label: "Carte des communes et des établissements ; le tableau dit la même chose",
    failed: "La carte ne s’affiche pas : le tableau dit la même chose.",
    noOutline: "Aucun contour de commune n’est enregistré : le tableau dit la même chose.",
    zoomIn: "Agrandir",
    zoomOut: "Réduire",
    tooltip: (name: string, share: string) => `${name} : ${share}`,
    nothingOwed: "rien n’est dû ici",
    tones: {
      none: "rien encore",
      little: "moins d’un tiers",
      some: "d’un à deux tiers",
      much: "plus de deux tiers",
      all: "tout est fait",
    },
    source: "Contours : IGN, Admin Express. Un point est un établissement, plus gros dès qu’une séance y a eu lieu.",
    nowhere: (count: number) =>
      `${many(count, "établissement n’est pas sur la carte", "établissements ne sont pas sur la carte")} : l’annuaire national ne dit pas où.`,
    outside: (count: number) =>
      `${many(count, "établissement est placé", "établissements sont placés")} hors de sa commune par l’annuaire national.`,
    caption: "Part faite, commune par commune",
    share: "Part faite",
  },
  equity: {
    title: {
      priority: "Éducation prioritaire",
      commune: "Communes",
    },
    perClass: (duty: string) => `Par classe : ${duty}`,
    against: (share: number, whole: number): string =>
      share === whole ? "comme l’ensemble" : share > whole ? "plus que l’ensemble" : "moins que l’ensemble",
  },
  activity: {
    empty: "Aucune séance, aucune réunion ici pour cette période : elle commence, ou les filtres sont trop étroits.",
    earlier: "Face aux années précédentes",
    schoolYear: (year: number) => `${year}-${year + 1}`,
    caption: (group: string) => `${group}, face aux années précédentes`,
    figure: "Chiffre",
    unknown: "–",
    parts: (by: string) => `Par ${by.toLowerCase()}`,
    partsCaption: (by: string) => `Ce qui a été donné, par ${by.toLowerCase()}`,
    endings: "Pourquoi des séances n’ont pas eu lieu",
    endingsCaption: "Séances qui n’ont pas eu lieu, par côté et motif",
    ending: "Issue",
    side: "Du côté de",
    reason: "Motif",
    count: "Séances",
    nobody: "personne",
    noReason: "sans motif",
    definitions: "Ce que dit chaque chiffre",
  },
  evolution: {
    intro:
      "Ce qui a été fait et prévu depuis la rentrée, face au rythme qui mène à tout ce qui est dû en fin d’année, jour de classe après jour de classe.",
    sentence: (of: { until: string; given: string; planned: string; owed: string; due: string | null; late: string | null }) =>
      `D’ici au ${of.until} : ${of.given} faites et ${of.planned} prévues, sur ${of.owed} dues dans l’année. ` +
      (of.due === null
        ? "Le rythme nécessaire n’est pas connu : le calendrier de l’année n’est pas publié."
        : of.late === null
          ? `Le rythme est tenu (il en faut ${of.due}).`
          : `Il en faut ${of.due} à cette date : le retard est de ${of.late}.`),
    keys: { given: "Fait", planned: "Fait et prévu", due: "Rythme nécessaire" },
    table: "Le tableau, semaine par semaine",
    caption: (duty: string) => `${duty} : fait, prévu et rythme nécessaire, semaine par semaine`,
    until: "Jusqu’au",
    unknown: "inconnu",
  },
  school: {
    empty: "Aucune classe n’est enregistrée pour cette année scolaire. L’établissement ou la coordination peut les ajouter.",
    caption: (school: string) => `Classes de ${school} : ce qui est dû, fait et prévu pour chaque obligation`,
    group: "Classe",
    open: "Ouvrir la fiche de l’établissement",
  },
};
