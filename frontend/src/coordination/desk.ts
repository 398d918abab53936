/** Which sessions the desk shows: what the address says, as the API is asked for it. */
import type { Schemas } from "../api/shapes";
import type { paths } from "../api/schema";
import { dayKey } from "../words/dates";

export type Session = Schemas["Session"];
export type Act = Schemas["ManyActEnum"];
export type State = Schemas["SessionStateEnum"];
export type Query = NonNullable<paths["/api/v1/sessions/"]["get"]["parameters"]["query"]>;

export const STATES: readonly State[] = [
  ...(["proposed", "held", "confirmed", "done", "closed"] as const),
  ...(["wished", "refused", "cancelled", "expired", "not_held"] as const),
];
export const LACKS = ["blocked", "to_authorise", "to_accept", "outcome_missing"] as const;
export type Lack = (typeof LACKS)[number];
export const VIEWS = ["list", "agenda"] as const;

/** What the address says, each empty where it says nothing. */
export interface Filter {
  state: State | "";
  lacks: Lack | "";
  commune: string;
  school: string;
  theme: string;
  offer: string;
  organisation: string;
  facilitator: string;
  from: string;
  until: string;
}
const FIELDS = ["state", "lacks", "commune", "school", "theme", "offer", "organisation", "facilitator", "from", "until"] as const;
// What is over lies before today; all else is looked for from today on.
const OVER: readonly string[] = ["done", "closed", "refused", "cancelled", "expired", "not_held", "wished", "outcome_missing"];

export interface Desk {
  filter: Filter;
  view: (typeof VIEWS)[number];
  cursor: string;
}

const among = <C extends string>(said: string, known: readonly C[]): C | "" => known.find((one) => one === said) ?? "";
const isDay = (said: string) => /^\d{4}-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said));
const isNumber = (said: string) => /^[1-9]\d{0,17}$/.test(said);

export function deskOf(search: string): Desk {
  const asked = new URLSearchParams(search);
  const said = (name: string) => asked.get(name) ?? "";
  const kept = (name: string, fits: (one: string) => boolean) => (fits(said(name)) ? said(name) : "");
  return {
    filter: {
      state: among(said("state"), STATES),
      lacks: among(said("lacks"), LACKS),
      commune: said("commune"),
      school: said("school"),
      theme: said("theme"),
      offer: kept("offer", isNumber),
      organisation: kept("organisation", isNumber),
      facilitator: kept("facilitator", isNumber),
      from: kept("from", isDay),
      until: kept("until", isDay),
    },
    view: said("view") === "agenda" ? "agenda" : "list",
    cursor: said("cursor"),
  };
}

export function addressOf({ filter, view, cursor }: Desk): string {
  const asked = new URLSearchParams();
  for (const field of FIELDS) if (filter[field]) asked.set(field, filter[field]);
  if (view === "agenda") asked.set("view", view);
  if (cursor) asked.set("cursor", cursor);
  const search = asked.toString();
  return `/coordination/sessions${search ? `?${search}` : ""}`;
}

export function queryOf(filter: Filter, now: Date): Query {
  const { state, lacks, commune, school, theme, offer, organisation, facilitator, until } = filter;
  const isOver = OVER.includes(state) || OVER.includes(lacks) || until !== "";
  const from = filter.from || (isOver ? "" : dayKey(now));
  return {
    ...(state ? { state: [state] } : {}),
    ...(lacks ? { [lacks]: true } : {}),
    ...(commune ? { commune } : {}),
    ...(school ? { school } : {}),
    ...(theme ? { theme } : {}),
    ...(offer ? { offer: Number(offer) } : {}),
    ...(organisation ? { organisation: Number(organisation) } : {}),
    ...(facilitator ? { facilitator: Number(facilitator) } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}

/** The same as a search, for the table that a spreadsheet opens. */
export function searchOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, said]) =>
    (Array.isArray(said) ? said : [said]).map((one) => [name, String(one)]),
  );
  return new URLSearchParams(pairs).toString();
}

/** How many of the fields say something, so that a closed form tells that it filters. */
export const countOf = (filter: Filter): number => FIELDS.filter((field) => filter[field]).length;

export const cursorOf = (link: string | null): string => (link ? (new URL(link).searchParams.get("cursor") ?? "") : "");

/** Sessions by the day at their school, in the order given; those without a time come apart. */
export function byDay(sessions: readonly Session[]): { day: string; sessions: Session[] }[] {
  const days = new Map<string, Session[]>();
  for (const session of sessions) {
    const day = session.starts_at ? dayKey(session.starts_at, session.school.time_zone) : "";
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return [...days].map(([day, those]) => ({ day, sessions: those }));
}

// The acts that say the same of every session, those that go on before those that end.
export const ACTS: readonly Act[] = ["accept", "authorise", "hold", "close", "not_held", "refuse", "cancel"];
export const asksWhy = (act: Act): boolean => act === "refuse" || act === "cancel" || act === "not_held";

/** The acts that at least one of the sessions allows, with how many do. */
export function actsOf(sessions: readonly Session[]): { act: Act; count: number }[] {
  const counts = ACTS.map((act) => ({
    act,
    count: sessions.filter(({ allowed_actions, state }) =>
      allowed_actions.includes(act) && !(act === "hold" && state === "wished")).length,
  }));
  return counts.filter(({ count }) => count > 0);
}
