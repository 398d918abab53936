/** What could not be booked, by the number of its line in the form. */
import type { Period, Problem } from "../api/problem";
import type { Schemas } from "../api/shapes";

export interface Refused {
  /** Why, in a sentence of the API; empty for a line that nothing is said of. */
  detail: string;
  nearest: Period[];
}
/** What was not booked, by the number of its line in the form. */
export type Refusals = Readonly<Record<number, Refused>>;

/** Refusals by the number of their line in the form, whatever the order of sending. */
export function byNumber(
  refused: readonly Pick<Schemas["RefusedLine"], "line" | "detail" | "facts">[],
  numbers: readonly number[],
): Refusals {
  return Object.fromEntries(
    refused.map(({ line, detail, facts }) => [
      numbers[line],
      { detail, nearest: (facts["nearest"] as Period[] | undefined) ?? [] },
    ]),
  );
}

/** The API says of the first line why nothing at all could be booked. */
export function allRefused({ detail, facts }: Problem, numbers: readonly number[]): Refusals {
  const first = { detail, nearest: facts.nearest ?? [] };
  const rest = { detail: "", nearest: [] };
  return Object.fromEntries(numbers.map((number, index) => [number, index === 0 ? first : rest]));
}
