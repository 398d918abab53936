import { expect, test } from "vitest";
import { levelsOf } from "./levels";

test("a class has a level of its kind of school", () => {
  expect(levelsOf("CLG")).toEqual(["6E", "5E", "4E", "3E"]);
  expect(levelsOf("PRIM")).toHaveLength(9);
});

test("a level that a class has already is not lost, and any is possible elsewhere", () => {
  expect(levelsOf("ELEM", ["GS", "CP"])).toEqual(["GS", "CP", "CE1", "CE2", "CM1", "CM2"]);
  expect(levelsOf("EREA")).toHaveLength(18);
});
