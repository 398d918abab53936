/** Which days of an agenda are asked for, and what stands on each, in order. */
import type { Schemas } from "../api/shapes";
import { isDay, mondayOf, weekdayOf } from "../parts/days";
import { addDays } from "../words/dates";

export type Day = Schemas["AgendaDay"];
export type Way = Schemas["Way"];
export type Session = Schemas["PlannedSession"];
export type Stretch = Schemas["Stretch"];

export const VIEWS = ["week", "list"] as const;
export type View = (typeof VIEWS)[number];
/** The weeks that each view shows. */
const WEEKS: Record<View, number> = { week: 1, list: 4 };

export interface Asked {
  view: View;
  /** The Monday that it begins on. */
  from: string;
  /** Whose agenda, for the coordination; empty for one's own. */
  of: string;
}

export function askedBy(search: string, today: string): Asked {
  const said = new URLSearchParams(search);
  const day = said.get("day");
  return {
    view: VIEWS.find((view) => view === said.get("view")) ?? "week",
    from: mondayOf(isDay(day) ? day : today),
    of: said.get("of") ?? "",
  };
}

export function addressOf({ view, from, of }: Asked): string {
  return `/agenda?${new URLSearchParams({ view, day: from, ...(of && { of }) }).toString()}`;
}

export const untilOf = ({ view, from }: Asked): string => addDays(from, 7 * WEEKS[view] - 1);

/** The same view before (-1) or after (1) what is shown. */
export const step = (asked: Asked, way: -1 | 1): Asked => ({
  ...asked,
  from: addDays(asked.from, 7 * WEEKS[asked.view] * way),
});

export type Item =
  | { kind: "session"; key: string; session: Session }
  | { kind: "way"; key: string; way: Way; onward: boolean }
  | { kind: "stretch"; key: string; stretch: Stretch };

/** What a day holds, as one lives it: the way there, the session, and the way back at the end. */
export function itemsOf({ entries, stretches }: Pick<Day, "entries" | "stretches">): Item[] {
  const timed = [
    ...entries.map((entry) => ({ at: Date.parse(entry.session.starts_at), entry })),
    ...stretches.map((stretch) => ({ at: Date.parse(stretch.starts_at), stretch })),
  ].sort((one, other) => one.at - other.at);
  const last = entries.filter(({ session }) => !session.off).at(-1);
  return timed.flatMap((one): Item[] => {
    if ("stretch" in one) {
      const { cause, starts_at } = one.stretch;
      return [{ kind: "stretch", key: `${cause} ${starts_at}`, stretch: one.stretch }];
    }
    const { session, before, after } = one.entry;
    return [
      ...(before ? [{ kind: "way" as const, key: `${session.id} to`, way: before, onward: false }] : []),
      { kind: "session", key: session.id, session },
      ...(after && one.entry === last
        ? [{ kind: "way" as const, key: `${session.id} on`, way: after, onward: true }]
        : []),
    ];
  });
}

/** The days that deserve a place: those of work, and others that hold something. */
export const shownDays = (days: readonly Day[], view: View): Day[] =>
  days.filter((day) => {
    const holds = day.entries.length > 0 || day.stretches.length > 0;
    return holds || (view === "week" ? weekdayOf(day.day) <= 5 : day.name !== "");
  });

/** A row of the list: a day, or days off in a row under one name. */
export interface Row {
  day: Day;
  last: string;
}

/** Days off that hold nothing are said once. */
export function rowsOf(days: readonly Day[]): Row[] {
  const rows: Row[] = [];
  for (const day of days) {
    const before = rows.at(-1);
    const isEmpty = day.entries.length === 0 && day.stretches.length === 0;
    const wasEmpty = before?.day.entries.length === 0 && before.day.stretches.length === 0;
    if (before && isEmpty && wasEmpty && day.name && before.day.name === day.name) before.last = day.day;
    else rows.push({ day, last: day.day });
  }
  return rows;
}

/** How many sessions take place, and how many of them leave too little time for the way. */
export function countsOf(days: readonly Day[]): { held: number; short: number; km: number } {
  const entries = days.flatMap((day) => day.entries).filter(({ session }) => !session.off);
  return {
    held: entries.length,
    short: entries.filter(({ before }) => before?.short).length,
    km: Math.round(
      days.flatMap(itemsOf).reduce((sum, item) => sum + (item.kind === "way" ? (item.way.km ?? 0) : 0), 0),
    ),
  };
}
