/** What could not be booked, by the number of its line in the form. */
import type { Period, Problem, RefusedLine } from "../api/problem";

export interface Refused {
  /** Why, in a sentence of the API; empty for a line that nothing is said of. */
  detail: string;
  nearest: Period[];
}
/** What was not booked, by the number of its line in the form. */
export type Refusals = Readonly<Record<number, Refused>>;

/** Refusals by the number of their line in the form, whatever the order of sending. */
export function byNumber(
  refused: readonly RefusedLine[],
  numbers: readonly number[],
): Refusals {
  return Object.fromEntries(
    refused.map(({ line, detail, facts }) => [
      numbers[line],
      { detail, nearest: facts.nearest ?? [] },
    ]),
  );
}

/** Why nothing at all could be booked: line by line, or for the only one or all of them at once. */
export function allRefused({ detail, facts }: Problem, numbers: readonly number[]): Refusals {
  if (facts.refused) return byNumber(facts.refused, numbers);
  const same = { detail, nearest: facts.nearest ?? [] };
  return Object.fromEntries(numbers.map((number) => [number, same]));
}
