/** Closures in words, and as the API is told of them. */
import type { Schemas } from "../api/shapes";

export type Closure = Schemas["Closure"];
export type Half = "ALL" | "AM" | "PM";
interface Said {
  oneDay: (day: string) => string;
  days: (first: string, last: string) => string;
  halfOf: Record<"AM" | "PM", string>;
}

/** "Mardi 8 décembre, le matin", "Du lundi 7 décembre au mardi 8 décembre". */
export function daysOf(
  { starts_on, ends_on, half }: Pick<Closure, "starts_on" | "ends_on" | "half">,
  words: Said,
  inWords: (day: string) => string,
): string {
  const days =
    starts_on === ends_on ? words.oneDay(inWords(starts_on)) : words.days(inWords(starts_on), inWords(ends_on));
  const said = half ? `${days}, ${words.halfOf[half]}` : days;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

export interface Typed {
  reason: Closure["reason"];
  starts_on: string;
  ends_on: string;
  half: Half;
}

/** What was typed, as the API takes it: one day where no last one was given. */
export function entryOf({ reason, starts_on, ends_on, half }: Typed) {
  return { reason, starts_on, ends_on: ends_on || starts_on, half: half === "ALL" ? ("" as const) : half };
}
