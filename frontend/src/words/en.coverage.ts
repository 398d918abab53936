/** What is said on the pages of coverage, in English; loaded with them alone. */
import type { coverage as french } from "./fr.coverage";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");

export const coverage: typeof french = {
  label: "Views of coverage",
  views: {
    grid: { name: "Grid", title: "What each class is to be given" },
    worklist: { name: "To do", title: "What to do, school by school" },
  },
  noYear: "This school year is not recorded here.",
  plannedYear: "See the year that is planned or under way",
  filters: {
    ofSessions: [],
    title: (count) => (count === 0 ? "Year, layout and filters" : `Year, layout and filters (${many(count, "active filter", "active filters")})`),
    year: "School year",
    by: "One row for each",
    bys: {
      school: "School",
      commune: "Commune",
      epci: "Group of communes",
      circonscription: "Primary district",
      level: "Level",
      kind: "Kind of school",
      sector: "Sector",
      priority: "Priority education",
      qpv: "Priority neighbourhood",
    },
    sort: "In the order",
    sorts: { owed: "Of what is missing most", name: "Of names" },
    any: "All",
    narrow: {
      commune: "Commune",
      epci: "Group of communes",
      circonscription: "Primary district",
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
    unknown: (count) => many(count, "class with nothing declared", "classes with nothing declared"),
    notConcerned: "Not concerned",
  },
  school: {
    empty: "No class is recorded for this school year. The school or the coordination can add them.",
    caption: (school) => `Classes of ${school}: what is owed, done and planned under each duty`,
    group: "Class",
    open: "Open the school's page",
  },
};
