/**
 * The arithmetic of a week's grid. A stretch is counted in minutes of clock time from Monday at
 * midnight, so that what crosses days is one stretch; the clocks' changes are left to the dates.
 */
import { addDays, dayKey, instantAt } from "../words/dates";

export const STEP = 15;
export const DAY = 24 * 60;
/** Monday to Saturday: nobody comes on a Sunday. */
export const COLUMNS = 6;
const OPENS = 7 * 60;
const CLOSES = 19 * 60;
const HOUR = 60;

export interface Span {
  from: number;
  until: number;
}

/** What may be changed: the hours of every week, or what has its date. */
export type Kind = "WINDOW" | "EXTRA" | "ABSENCE";

export interface Block extends Span {
  key: string;
  kind: Kind | "BUSY" | "SESSION";
  /** The row that is changed; null for what is only shown. */
  id: number | null;
  title: string;
}

/** One day's part of a block: `starts` and `ends` tell whether the block's own edge is there. */
export interface Part extends Span {
  block: Block;
  starts: boolean;
  ends: boolean;
}

export const dayOf = (minute: number): number => Math.floor(minute / DAY);
export const clockOf = (minute: number): string => {
  const inDay = ((minute % DAY) + DAY) % DAY;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(inDay / HOUR))}:${two(inDay % HOUR)}`;
};
export const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * HOUR + minutes;
};
export const snapped = (minute: number): number => Math.round(minute / STEP) * STEP;

/** The parts of a block that stand on one day of the week, in minutes of that day. */
export function partOn(day: number, block: Block): Part | null {
  const from = Math.max(block.from, day * DAY);
  const until = Math.min(block.until, (day + 1) * DAY);
  if (from >= until) return null;
  return {
    block,
    from: from - day * DAY,
    until: until - day * DAY,
    starts: from === block.from,
    ends: until === block.until,
  };
}

/** The hours that a grid shows: those of school days, and further where something stands. */
export function boundsOf(blocks: readonly Span[]): Span {
  let { from, until }: Span = { from: OPENS, until: CLOSES };
  for (const block of blocks) {
    // What lasts days says nothing of hours.
    if (block.until - block.from >= DAY) continue;
    if (dayOf(block.from) !== dayOf(block.until - 1)) continue;
    from = Math.min(from, Math.floor((block.from % DAY) / HOUR) * HOUR);
    until = Math.max(until, Math.ceil((block.until - dayOf(block.from) * DAY) / HOUR) * HOUR);
  }
  return { from, until };
}

/** Stays within its day: a weekly window has one, and an extra time is drawn in one. */
const keepsItsDay = (kind: Kind): boolean => kind !== "ABSENCE";

/** Later or earlier by days and minutes; the length stays, within the week and the day. */
export function moved(kind: Kind, { from, until }: Span, days: number, minutes: number): Span {
  const length = until - from;
  if (!keepsItsDay(kind)) {
    const start = Math.min(Math.max(from + days * DAY + minutes, 0), COLUMNS * DAY - STEP);
    return { from: start, until: start + length };
  }
  const day = Math.min(Math.max(dayOf(from) + days, 0), COLUMNS - 1);
  const inDay = Math.min(Math.max((from % DAY) + minutes, 0), DAY - length);
  return { from: day * DAY + inDay, until: day * DAY + inDay + length };
}

/** An edge elsewhere: never shorter than a step, nor out of its day. */
export function resized(kind: Kind, span: Span, edge: "from" | "until", at: number): Span {
  if (edge === "from") {
    const least = keepsItsDay(kind) ? dayOf(span.from) * DAY : 0;
    return { ...span, from: Math.min(Math.max(at, least), span.until - STEP) };
  }
  const most = keepsItsDay(kind) ? lastMinute(span) : 7 * DAY;
  return { ...span, until: Math.max(Math.min(at, most), span.from + STEP) };
}

/** What a clock can say: a window ends at 23 h 45 at the latest. */
const lastMinute = ({ from }: Span): number => (dayOf(from) + 1) * DAY - STEP;

/** Drawn from one point to another, whichever way; a mere press is an hour. */
export function drawn(kind: Kind, one: number, other: number): Span {
  const from = Math.min(one, other);
  const until = Math.max(one, other);
  if (from === until) return resized(kind, { from, until: from + HOUR }, "until", from + HOUR);
  return resized(kind, { from, until: from + STEP }, "until", until);
}

/** What an arrow does: it moves; with Shift it moves the end. Null for other keys. */
export function pressed(kind: Kind, span: Span, key: string, shift: boolean): Span | null {
  const step = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  if (!step) return null;
  const [days = 0, minutes = 0] = step;
  return shift
    ? resized(kind, span, "until", span.until + days * DAY + minutes)
    : moved(kind, span, days, minutes);
}

/** Where an instant stands in the week that begins on `monday`, by the clocks of a zone. */
export function minuteOf(instant: string, monday: string, zone?: string): number {
  const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: zone ?? "Europe/Paris" });
  return daysBetween(monday, dayKey(instant, zone)) * DAY + minutesOf(clock.format(new Date(instant)));
}

const daysBetween = (one: string, other: string): number =>
  Math.round((Date.parse(`${other}T12:00:00Z`) - Date.parse(`${one}T12:00:00Z`)) / 86_400_000);

/** The day and the instant of a minute of the week. */
export const dateOf = (minute: number, monday: string): string => addDays(monday, dayOf(minute));
export const instantOf = (minute: number, monday: string): string =>
  instantAt(dateOf(minute, monday), clockOf(minute));
