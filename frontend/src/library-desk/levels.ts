/** The levels of a school, by cycle (Code de l'éducation, D311-10). */
import type { Schemas } from "../api/shapes";

export type Level = Schemas["LevelsEnum"];
export type Cycle = "nursery" | "two" | "three" | "four" | "lycee";

export const CYCLES: readonly (readonly [Cycle, readonly Level[]])[] = [
  ["nursery", ["TPS", "PS", "MS", "GS"]],
  ["two", ["CP", "CE1", "CE2"]],
  ["three", ["CM1", "CM2", "6E"]],
  ["four", ["5E", "4E", "3E"]],
  ["lycee", ["2NDE", "1RE", "TLE", "CAP1", "CAP2"]],
];

/** The choice after ticking all of some levels, or unticking them when all were ticked. */
export function turned(chosen: readonly Level[], these: readonly Level[]): Level[] {
  const areAll = these.every((level) => chosen.includes(level));
  const others = chosen.filter((level) => !these.includes(level));
  return areAll ? others : [...others, ...these];
}
