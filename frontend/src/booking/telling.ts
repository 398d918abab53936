/** Small facts of lines that several screens tell. */
import type { Period } from "../api/problem";
import type { Schemas } from "../api/shapes";
import { firstLook } from "../parts/openings";
import type { Choice } from "./address";
import type { Line, Slot } from "./lines";
import type { World } from "./world";

const MINUTE = 60_000;

export const periodOf = (at: string, minutes: number): Period => ({
  starts_at: at,
  ends_at: new Date(Date.parse(at) + minutes * MINUTE).toISOString(),
});

type Sized = Pick<Schemas["Offer"], "sessions_in_series" | "groups_per_session">;

/** How many sessions an offer is made of, and how many classes share one at most. */
export const seriesOf = ({ sessions_in_series = 1 }: Sized): number => sessions_in_series;
export const mostTogether = ({ groups_per_session = 1 }: Sized): number => groups_per_session;

/** Which session of a series a line is; null where there is one alone. */
export const nthOf = (offer: Sized, { nth }: Slot): number | null => (seriesOf(offer) > 1 ? nth : null);

/** The labels of the classes of a line. */
export function named({ classes }: Slot, groups: readonly Pick<Schemas["ClassGroup"], "id" | "label">[]): string {
  return groups.filter(({ id }) => classes.includes(id)).map(({ label }) => label).join(", ");
}

/** Numbers of lines gathered by their classes, in order. */
export function byClasses(lines: readonly Line[]): { key: string; numbers: number[] }[] {
  const gathered = new Map<string, number[]>();
  lines.forEach(({ classes }, number) => {
    const key = classes.join();
    gathered.set(key, [...(gathered.get(key) ?? []), number]);
  });
  return [...gathered].map(([key, numbers]) => ({ key, numbers }));
}

/** The days in which a wish may come true: from today, or the day asked for, to the year's end. */
export function daysOf({ school, year }: World, { from }: Pick<Choice, "from">): { from: string; until: string } {
  const earliest = from > year.starts_on ? from : year.starts_on;
  return { from: firstLook(new Date(), earliest, school.time_zone).from, until: year.ends_on };
}
