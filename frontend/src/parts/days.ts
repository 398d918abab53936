/** Days as YYYY-MM-DD, and the weeks they are in. */
import { addDays } from "../words/dates";

/** Monday is 1, as in ISO 8601. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;

export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

/** Whether an address says a day that exists. */
export function isDay(said: string | null): said is string {
  if (said === null || !/^\d{4}-\d\d-\d\d$/.test(said)) return false;
  const instant = Date.parse(`${said}T12:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(said);
}

/** Noon of a day, which is that day in every zone of France that asks in UTC. */
export const noon = (day: string): string => `${day}T12:00:00Z`;
