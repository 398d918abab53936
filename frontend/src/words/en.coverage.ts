/** What is said on the pages of coverage, in English; loaded with them alone. */
import type { coverage as french } from "./fr.coverage";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");

export const coverage: typeof french = {
  label: "Views of coverage",
  views: {
    grid: { name: "Grid", title: "What each class is to be given" },
    worklist: { name: "To do", title: "What to do, school by school" },
    map: { name: "Map", title: "Coverage on the map" },
    evolution: { name: "Evolution", title: "The year against the pace needed" },
    activity: { name: "Activity", title: "What was done, and what was not" },
    equity: { name: "Equity", title: "Equity between territories" },
    papers: { name: "Papers", title: "Reports to print and to hand on" },
  },
  percent: (value) => `${value}%`,
  noYear: "This school year is not recorded here.",
  plannedYear: "See the year that is planned or under way",
  filters: {
    ofSessions: ["activity", "papers"],
    title: (count) => (count === 0 ? "Year, layout and filters" : `Year, layout and filters (${many(count, "active filter", "active filters")})`),
    year: "School year",
    by: "One row for each",
    bys: {
      school: "School",
      commune: "Commune",
      epci: "Group of communes",
      circonscription: "Primary district",
      department: "Département",
      level: "Level",
      kind: "Kind of school",
      sector: "Sector",
      priority: "Priority education",
      qpv: "Priority neighbourhood",
      theme: "Theme",
      partner: "Partner",
      session_kind: "Kind of session",
      giver: "Given by",
    },
    period: "Period",
    schoolYear: "The whole school year",
    civil: (year) => `Calendar year ${year}`,
    sort: "In the order",
    sorts: { owed: "Of what is missing most", name: "Of names" },
    any: "All",
    narrow: {
      commune: "Commune",
      epci: "Group of communes",
      circonscription: "Primary district",
      department: "Département",
      kind: "Kind of school",
      sector: "Sector",
      priority: "Priority education (REP, REP+)",
      qpv: "Priority neighbourhood (QPV)",
      level: "Level",
      theme: "Theme",
      partner: "Partner",
    },
    is: (what, value) => `${what}: ${value}`,
    about: (year, active) => `School year ${list([year, ...active])}.`,
    aboutCivil: (year, active) => `Calendar year ${list([year, ...active])}.`,
    show: "Show",
    reset: "Clear the filters",
  },
  grid: {
    back: "All rows",
    empty: "No class fits: there is none yet this year, or the filters are too narrow.",
    widen: "Clear the filters",
    search: (by) => `Search (${by.toLowerCase()})`,
    found: (count) => many(count, "row.", "rows."),
    tooMany: (count, most) => `${count} rows; the first ${most} are shown. Search for more words, or filter more.`,
    legend:
      "“Nothing declared”: what the school does by itself is not known, which is not zero.",
    caption: (by) => `${by} by ${by.toLowerCase()}, what is owed, done and planned under each duty`,
    whole: "All together",
  },
  cell: {
    standing: {
      done: () => "Done",
      planned: () => "All is planned",
      missing: (amount) => `${amount} to plan`,
      unknown: (amount) => `Nothing declared, ${amount} to plan`,
    },
    detail: ({ owed, done, planned, say }) =>
      `${list([`${say(done)} done`, planned > 0 && `${say(planned)} planned`])} of ${say(owed)}`,
    unknown: (count, said) => `${said} ${count === 1 ? "class" : "classes"} with nothing declared`,
    notConcerned: "Not concerned",
  },
  map: {
    intro:
      "How much of what is owed was done: each duty counts as much as it has classes. A class that had more makes up for no other.",
    label: "Map of communes and schools; the table says the same",
    failed: "The map does not show: the table says the same.",
    noOutline: "No outline of a commune is recorded: the table says the same.",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    tooltip: (name, share) => `${name}: ${share}`,
    nothingOwed: "nothing is owed here",
    tones: {
      none: "nothing yet",
      little: "less than a third",
      some: "one to two thirds",
      much: "more than two thirds",
      all: "all is done",
    },
    source: "Outlines: IGN, Admin Express. A dot is a school, larger once a session took place there.",
    nowhere: (count) => `${many(count, "school is", "schools are")} not on the map: the national directory does not say where.`,
    outside: (count) => `${many(count, "school is", "schools are")} put outside the own commune by the national directory.`,
    caption: "Share done, commune by commune",
    share: "Share done",
  },
  equity: {
    title: {
      priority: "Priority education",
      commune: "Communes",
    },
    perClass: (duty) => `For each class: ${duty}`,
    against: (share, whole) => (share === whole ? "like the whole" : share > whole ? "more than the whole" : "less than the whole"),
  },
  activity: {
    empty: "No session and no meeting here in this period: it has just begun, or the filters are too narrow.",
    earlier: "Against the years before",
    schoolYear: (year) => `${year}-${year + 1}`,
    caption: (group) => `${group}, against the years before`,
    figure: "Figure",
    unknown: "–",
    parts: (by) => `By ${by.toLowerCase()}`,
    partsCaption: (by) => `What was given, by ${by.toLowerCase()}`,
    endings: "Why sessions did not take place",
    endingsCaption: "Sessions that did not take place, by side and reason",
    ending: "What became of it",
    side: "On the side of",
    reason: "Reason",
    count: "Sessions",
    nobody: "nobody",
    noReason: "no reason given",
    definitions: "What each figure says",
  },
  evolution: {
    intro:
      "What was done and planned since September, against the pace that leads to all that is owed by the end of the year, day of class by day of class.",
    sentence: (of) =>
      `By ${of.until}: ${of.given} done of ${of.owed}, and ${of.planned} planned until then. ` +
      (of.due === null
        ? "The pace needed is not known: the calendar of the year is not published."
        : of.late === null
          ? `The pace is kept (${of.due} were needed).`
          : `${of.due} were needed by then: ${of.late} behind.`),
    keys: { given: "Done", planned: "Done and planned", due: "Pace needed" },
    table: "The table, week by week",
    caption: (duty) => `${duty}: done, planned and the pace needed, week by week`,
    until: "Until",
    unknown: "not known",
  },
  school: {
    empty: "No class is recorded for this school year. The school or the coordination can add them.",
    caption: (school) => `Classes of ${school}: what is owed, done and planned under each duty`,
    group: "Class",
    open: "Open the school's page",
  },
};
