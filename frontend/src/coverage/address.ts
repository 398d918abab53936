/** What the pages of coverage are about is their address: a view can be sent to a colleague. */
import type { paths } from "../api/schema";

export type GridQuery = paths["/api/v1/coverage/grid/"]["get"]["parameters"]["query"];
export type By = GridQuery["by"];
export type ActivityQuery = paths["/api/v1/coverage/activity/"]["get"]["parameters"]["query"];
/** Everything that a query narrows classes to. */
export type ClassFilter = Omit<GridQuery, "by" | "school_year">;

export const BYS = [
  ...(["school", "commune", "epci", "circonscription", "department", "level"] as const),
  ...(["kind", "sector", "priority", "qpv"] as const),
] as const satisfies readonly By[];
/** What sessions are told apart by, too. */
export const TELLS = ["theme", "partner", "session_kind", "giver", ...BYS] as const satisfies readonly ActivityQuery["by"][];
export const SORTS = ["owed", "name"] as const;

/** What classes are narrowed to, in the order in which it is said. */
export const NARROWS = [
  ...(["commune", "epci", "circonscription", "department", "kind", "sector", "priority", "qpv", "level"] as const),
] as const;
/** What narrows sessions alone: what a class is owed has neither theme nor partner. */
export const OF_SESSIONS = ["theme", "partner"] as const;
export type Narrow = (typeof NARROWS)[number] | (typeof OF_SESSIONS)[number];

/** Each empty where the address says nothing; the year is null for the one that is planned. */
export interface Asked extends Record<Narrow, string> {
  year: number | null;
  by: By;
  /** What activity is told apart by. */
  told: (typeof TELLS)[number];
  /** A calendar year instead of the school year; empty for the latter. */
  civil: string;
  sort: (typeof SORTS)[number];
  /** The school that is open, by its UAI. */
  school: string;
  /** What the rows are searched for. */
  search: string;
}

// Closed lists: another value would be refused.
const KNOWN: Partial<Record<Narrow, readonly string[]>> = {
  kind: ["MAT", "ELEM", "PRIM", "CLG", "LGT", "LP", "LPO", "EREA", "OTHER"],
  sector: ["PUBLIC", "PRIVE_SC", "PRIVE_HC"],
  priority: ["NONE", "REP", "REPP"],
  qpv: ["true", "false"],
  level: [
    ...["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "6E", "5E", "4E", "3E"],
    ...["2NDE", "1RE", "TLE", "CAP1", "CAP2"],
  ],
};
const ALL: readonly Narrow[] = [...NARROWS, ...OF_SESSIONS];

export function askedOf(search: string): Asked {
  const said = new URLSearchParams(search);
  const narrowed = Object.fromEntries(
    ALL.map((name) => {
      const value = said.get(name) ?? "";
      return [name, KNOWN[name]?.includes(value) === false ? "" : value];
    }),
  ) as Record<Narrow, string>;
  const year = said.get("school_year") ?? "";
  return {
    ...narrowed,
    year: /^20\d\d$/.test(year) ? Number(year) : null,
    by: BYS.find((one) => one === said.get("by")) ?? "school",
    told: TELLS.find((one) => one === said.get("told")) ?? "theme",
    civil: /^20\d\d$/.test(said.get("civil") ?? "") ? (said.get("civil") as string) : "",
    sort: SORTS.find((one) => one === said.get("sort")) ?? "owed",
    school: /^\w{8}$/.test(said.get("school") ?? "") ? (said.get("school") as string) : "",
    search: said.get("search") ?? "",
  };
}

/** The address of a view; what is as usual is not written. */
export function addressOf(view: string, asked: Asked): string {
  const said = new URLSearchParams();
  if (asked.year !== null) said.set("school_year", String(asked.year));
  if (asked.by !== "school") said.set("by", asked.by);
  if (asked.told !== "theme") said.set("told", asked.told);
  if (asked.civil) said.set("civil", asked.civil);
  if (asked.sort !== "owed") said.set("sort", asked.sort);
  if (asked.school) said.set("school", asked.school);
  for (const name of ALL) if (asked[name]) said.set(name, asked[name]);
  if (asked.search) said.set("search", asked.search);
  return `/coverage${view === "grid" ? "" : `/${view}`}${said.size > 0 ? `?${said}` : ""}`;
}

/** What classes are narrowed to, as the API is asked. */
export function filterOf(asked: Asked): ClassFilter {
  const named = NARROWS.filter((name) => asked[name]).map((name) => [name, asked[name]]);
  return Object.fromEntries(named) as ClassFilter; // closed lists were checked as they were read
}

/** What sessions are narrowed to, and in which year they took place, as the API is asked. */
export function activityOf(asked: Asked, year: number, compare: number): ActivityQuery {
  const named = OF_SESSIONS.filter((name) => asked[name]).map((name) => [name, asked[name]]);
  return {
    ...filterOf(asked),
    ...(Object.fromEntries(named) as Pick<ActivityQuery, "theme" | "partner">),
    by: asked.told,
    period: asked.civil ? "calendar_year" : "school_year",
    year: asked.civil ? Number(asked.civil) : year,
    compare,
  };
}

/** How many filters are set. */
export const countOf = (asked: Asked): number => ALL.filter((name) => asked[name]).length;

/** Everything again, of the same year. */
export const unfiltered = (asked: Asked): Asked => ({
  ...asked,
  ...(Object.fromEntries(ALL.map((name) => [name, ""])) as Record<Narrow, string>),
  search: "",
});

/** Where a session of one of a duty's themes is booked for a class. */
export function bookingFor(group: number, themes: readonly string[]): string {
  const said = new URLSearchParams({ step: "offers", class: String(group) });
  for (const theme of themes) said.append("theme", theme);
  return `/book?${said}`;
}
