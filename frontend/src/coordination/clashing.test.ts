import { expect, test } from "vitest";
import { addressToLift, graded, type Clash } from "./clashing";

const clash = (grade: Clash["grade"], kind: Clash["kind"]) => ({ grade, kind, session: { id: "s1" } }) as Clash;

test("what cannot take place comes before what could go wrong", () => {
  const clashes = [clash("soft", "TRAVEL"), clash("hard", "ABSENCE"), clash("soft", "BUSY")];

  expect(graded(clashes, null).map(({ grade, clashes: some }) => [grade, some.map(({ kind }) => kind)])).toEqual([
    ["hard", ["ABSENCE"]],
    ["soft", ["TRAVEL", "BUSY"]],
  ]);
  expect(graded(clashes, "soft")).toHaveLength(1);
  expect(graded([], null)).toEqual([]);
});

test("each act opens where it is done", () => {
  expect(addressToLift(clash("hard", "ABSENCE"), "replace")).toBe("/sessions/s1?act=replace");
  expect(addressToLift(clash("hard", "ABSENCE"), "move")).toBe("/sessions/s1/time");
});
