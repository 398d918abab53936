/** The levels that classes of a kind of school can have. */
import type { Schemas } from "../api/shapes";

type Level = Schemas["ClassGroup"]["levels"][number];

const NURSERY: Level[] = ["TPS", "PS", "MS", "GS"];
const PRIMARY: Level[] = ["CP", "CE1", "CE2", "CM1", "CM2"];
const COLLEGE: Level[] = ["6E", "5E", "4E", "3E"];
const LYCEE: Level[] = ["2NDE", "1RE", "TLE", "CAP1", "CAP2"];

const OF_KIND: Partial<Record<Schemas["SchoolKindEnum"], Level[]>> = {
  MAT: NURSERY,
  ELEM: PRIMARY,
  PRIM: [...NURSERY, ...PRIMARY],
  CLG: COLLEGE,
  LGT: LYCEE,
  LP: LYCEE,
  LPO: LYCEE,
};

/** All of them where the kind does not tell; those that a class has already stay to be seen. */
export function levelsOf(kind: Schemas["SchoolKindEnum"], known: readonly Level[] = []): Level[] {
  const all = [...NURSERY, ...PRIMARY, ...COLLEGE, ...LYCEE];
  const usual = OF_KIND[kind] ?? all;
  return all.filter((level) => usual.includes(level) || known.includes(level));
}
