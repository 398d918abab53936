/** The half-days of a week of class, as boxes to tick. */
import type { Schemas } from "../api/shapes";

type HalfDay = Schemas["WishedHalfDayRequest"];

/** ISO 8601: Monday is 1. */
export const WEEKDAYS = [1, 2, 3, 4, 5] as const;
export const HALVES = ["AM", "PM"] as const;

/** What ticked boxes ("2AM") ask for, in the order of the week. */
export function toHalfDays(boxes: readonly string[]): HalfDay[] {
  const asked = WEEKDAYS.flatMap((weekday) => HALVES.map((half) => ({ weekday, half })));
  return asked.filter(({ weekday, half }) => boxes.includes(`${weekday}${half}`));
}
