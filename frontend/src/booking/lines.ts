/** The lines of a booking: one for each session of each class, or of classes that come together. */
import type { Schemas } from "../api/shapes";
import { HALVES, WEEKDAYS } from "./halfdays";

type HalfDay = Schemas["WishedHalfDayRequest"];

/** A time, or a wish for one; what is left out keeps it, to be put back. */
export type When = ({ at: string } | { wish: readonly HalfDay[] }) & { isOut?: true };

export interface Slot {
  classes: readonly number[];
  /** Which session of the series, from 1. */
  nth: number;
}
export interface Line extends Slot {
  when: When;
}

export const MOST_LINES = 60;
const MOST_EACH = 8;
const MINUTE = 60_000;
const WEEK = WEEKDAYS.flatMap((weekday) => HALVES.map((half) => ({ weekday, half })));

/** The lines to fill, in the order in which the API proposes: each class once, then again. */
export function slots(classes: readonly number[], sessions: number, together: number): Slot[] {
  const meetings = Array.from({ length: Math.ceil(classes.length / together) }, (_none, index) =>
    classes.slice(index * together, (index + 1) * together),
  );
  return Array.from({ length: sessions }, (_none, round) =>
    meetings.map((meeting) => ({ classes: meeting, nth: round + 1 })),
  ).flat();
}

/** How many sessions each class can be given in one gesture. */
export function mostEach(classes: number, together: number, series: number): number {
  const meetings = Math.ceil(classes / together);
  return Math.max(1, Math.min(series, MOST_EACH, Math.floor(MOST_LINES / meetings)));
}

/** How many sessions are prefilled: what the most deprived class misses, within the series. */
export function sessionsEach(missing: number, most: number): number {
  return Math.max(1, Math.min(most, Math.ceil(missing)));
}

/** Write times shortly, for an address: minutes, or "w" with the bits of half-days; "x" if left out. */
export function encode(whens: readonly When[]): string {
  return whens.map(encodeOne).join(".");
}

function encodeOne(when: When): string {
  const out = when.isOut ? "x" : "";
  if ("at" in when) return out + (Date.parse(when.at) / MINUTE).toString(36);
  const bits = WEEK.reduce((sum, one, bit) => (isAmong(when.wish, one) ? sum + 2 ** bit : sum), 0);
  return `${out}w${bits ? bits.toString(36) : ""}`;
}

/** Read times written for these slots; null when they are of other slots, or none. */
export function decode(times: string, of: readonly Slot[]): Line[] | null {
  const parts = times.split(".");
  if (parts.length !== of.length) return null;
  const whens = parts.map(decodeOne);
  if (whens.some((when) => when === null)) return null;
  return of.map((slot, index) => ({ ...slot, when: whens[index] as When }));
}

function decodeOne(said: string): When | null {
  const [, x, w, number = ""] = /^(x?)(w?)([0-9a-z]*)$/.exec(said) ?? [];
  if (x === undefined || number.length > 7 || (!w && !number)) return null;
  const isOut = x ? { isOut: true as const } : {};
  const value = parseInt(number || "0", 36);
  if (!w) return { at: new Date(value * MINUTE).toISOString(), ...isOut };
  return { wish: WEEK.filter((_one, bit) => Math.floor(value / 2 ** bit) % 2 === 1), ...isOut };
}

/**
 * Numbers of lines in the order to send them: those whose time was changed come last, since
 * their times are what all the others leave.
 */
export function inOrder(lines: number, changed: readonly number[]): number[] {
  const all = Array.from({ length: lines }, (_none, index) => index);
  return [...all.filter((index) => !changed.includes(index)), ...changed];
}

/** The lines of these numbers that take a time, as the API wants them beside another. */
export function beside(lines: readonly Line[], numbers: readonly number[]): Schemas["ChosenLineRequest"][] {
  return numbers.flatMap((number) => {
    const line = lines[number];
    if (!line || line.when.isOut || !("at" in line.when)) return [];
    return [{ class_groups: [...line.classes], starts_at: line.when.at }];
  });
}

/** A line as the API takes it; `days` are those of a wish. */
export function toBody(
  { classes, when }: Line,
  days: { from: string; until: string },
): Schemas["LineRequest"] | null {
  if (when.isOut) return null;
  const class_groups = [...classes];
  return "at" in when
    ? { class_groups, starts_at: when.at }
    : { class_groups, wish: { ...days, half_days: [...when.wish] } };
}

/** Tell which session each line has become; null for what is not booked. */
export function matched<S extends Pick<Schemas["Session"], "class_groups" | "starts_at">>(
  lines: readonly Line[],
  sessions: readonly S[],
): (S | null)[] {
  const left = [...sessions];
  return lines.map(({ classes, when }) => {
    if (when.isOut) return null;
    const at = "at" in when ? Date.parse(when.at) : null;
    const found = left.findIndex(
      ({ class_groups, starts_at }) =>
        (starts_at === null ? null : Date.parse(starts_at)) === at &&
        class_groups.length === classes.length &&
        class_groups.every(({ id }) => classes.includes(id)),
    );
    return found < 0 ? null : (left.splice(found, 1)[0] ?? null);
  });
}

/** The same time or wish, no longer left out. */
export const putBack = (when: When): When => ("at" in when ? { at: when.at } : { wish: when.wish });

function isAmong(all: readonly HalfDay[], { weekday, half }: HalfDay): boolean {
  return all.some((one) => one.weekday === weekday && one.half === half);
}
