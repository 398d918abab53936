/** Which planning is asked for, and the arithmetic of showing it. */
import type { Schemas } from "../api/shapes";
import { isUnsettled } from "../parts/states";
import { isDay, mondayOf, weekdayOf } from "../parts/days";
import { addDays } from "../words/dates";

export { mondayOf, weekdayOf };

export const SPANS = ["week", "month", "school_year"] as const;
export const SUBJECTS = ["school", "class_group", "facilitator"] as const;
export type Span = (typeof SPANS)[number];
export type By = (typeof SUBJECTS)[number];
export type Day = Schemas["PlannedDay"];
export type Session = Schemas["PlannedSession"];

export interface Asked {
  by: By;
  /** Empty until somebody or some school is chosen. */
  of: string;
  span: Span;
  /** Any day of the span, YYYY-MM-DD. */
  day: string;
}

const among = <C extends string>(said: string | null, known: readonly C[], otherwise: C): C =>
  known.find((one) => one === said) ?? otherwise;

export function askedBy(search: string, today: string): Asked {
  const said = new URLSearchParams(search);
  const day = said.get("day");
  return {
    by: among(said.get("by"), SUBJECTS, "school"),
    of: said.get("of") ?? "",
    span: among(said.get("span"), SPANS, "week"),
    day: isDay(day) ? day : today,
  };
}

export const addressOf = (asked: Asked, page = "/planning"): string =>
  `${page}?${new URLSearchParams({ ...asked }).toString()}`;

/** The first calendar year of the school year of a day. */
export const schoolYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);

/** A day of the span before (-1) or after (1) the one that a day is in. */
export function step({ span, day }: Pick<Asked, "span" | "day">, way: -1 | 1): string {
  if (span === "week") return addDays(mondayOf(day), 7 * way);
  if (span === "school_year") return `${schoolYearOf(day) + way}-09-01`;
  const first = `${day.slice(0, 7)}-01`;
  return `${addDays(first, way === 1 ? 31 : -1).slice(0, 7)}-01`;
}

/** The weekdays that deserve a column: Monday to Friday, and others that hold a session. */
export function columnsOf(days: readonly Day[]): number[] {
  const held = new Set(days.filter(({ sessions }) => sessions.length > 0).map(({ day }) => weekdayOf(day)));
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) => weekday <= 5 || held.has(weekday));
}

/** The weeks of a month; null stands for the days of other months. */
export function weeksOf(days: readonly Day[]): (Day | null)[][] {
  const before = days[0] ? weekdayOf(days[0].day) - 1 : 0;
  const padded = [...Array<null>(before).fill(null), ...days];
  const weeks = Math.ceil(padded.length / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => padded[7 * week + place] ?? null),
  );
}

export function monthsOf(days: readonly Day[]): { month: string; days: Day[] }[] {
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  return months.map((month) => ({ month, days: days.filter(({ day }) => day.startsWith(month)) }));
}

/** What a list of days says: a day with its sessions, or days off in a row under one name. */
export type Strip = { first: string; last: string; name: string } | { day: Day };

export function stripsOf(days: readonly Day[]): Strip[] {
  const strips: Strip[] = [];
  for (const day of days) {
    const last = strips.at(-1);
    if (day.name && last && "name" in last && last.name === day.name && addDays(last.last, 1) === day.day) {
      last.last = day.day;
    } else if (day.name) strips.push({ first: day.day, last: day.day, name: day.name });
    if (day.sessions.length > 0) strips.push({ day });
  }
  return strips;
}

export type Mark = "waits" | "off" | "";

/** What stands beside a session that is not simply planned or done. */
export const markOf = (session: Pick<Session, "state" | "off">): Mark =>
  session.off ? "off" : isUnsettled(session.state) ? "waits" : "";

/** Those called off count in no total. */
export function countsOf(days: readonly Day[]): { held: number; waiting: number; off: number } {
  const marks = days.flatMap(({ sessions }) => sessions.map(markOf));
  const off = marks.filter((mark) => mark === "off").length;
  return { held: marks.length - off, waiting: marks.filter((mark) => mark === "waits").length, off };
}

export const classesOf = (session: Session): string =>
  session.class_groups.map(({ label }) => label).join(", ");

/** Where to go: the room, or the address when it is elsewhere. */
export const placeOf = (session: Session): string =>
  session.location === "SCHOOL" ? (session.room?.name ?? "") : session.address || session.location_label;
