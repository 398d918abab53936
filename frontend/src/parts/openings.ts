/** The arithmetic of looking for a time. */
import { addDays, dayKey } from "../words/dates";

/** How far one look goes, in days: four weeks. */
export const LOOK_DAYS = 28;

export interface Look {
  from: string;
  until: string;
}

/** The first days to look through, both included. */
export function firstLook(now: Date, yearStartsOn: string, zone?: string): Look {
  const today = dayKey(now, zone);
  const from = today > yearStartsOn ? today : yearStartsOn;
  return { from, until: addDays(from, LOOK_DAYS - 1) };
}

/** The school year that a day falls in. */
export function yearOf<Y extends { starts_on: string; ends_on: string }>(
  day: string,
  years: readonly Y[],
): Y | undefined {
  return years.find(({ starts_on, ends_on }) => starts_on <= day && day <= ends_on);
}

/** The days after those of a look, not beyond the school year; null when there are none. */
export function nextLook({ until }: Look, yearEndsOn: string): Look | null {
  const from = addDays(until, 1);
  if (from > yearEndsOn) return null;
  const last = addDays(from, LOOK_DAYS - 1);
  return { from, until: last < yearEndsOn ? last : yearEndsOn };
}

/** Openings gathered by the school's day, in their order. */
export function byDay<O extends { starts_at: string }>(
  openings: readonly O[],
  zone?: string,
): { day: string; openings: O[] }[] {
  const days: { day: string; openings: O[] }[] = [];
  for (const opening of openings) {
    const day = dayKey(opening.starts_at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.openings.push(opening);
    else days.push({ day, openings: [opening] });
  }
  return days;
}

/** Add up reasons of several looks, most frequent first. */
export function addReasons<R extends { code: string; count: number }>(...looks: R[][]): R[] {
  const sums = new Map<string, R>();
  for (const reason of looks.flat()) {
    const known = sums.get(reason.code);
    sums.set(reason.code, { ...reason, count: reason.count + (known?.count ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}
