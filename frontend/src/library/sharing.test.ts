import { expect, test } from "vitest";
import { readersOf } from "./sharing";

test.each([
  ["PUPIL", ["PUPIL", "PARENT"]],
  ["PARENT", ["PARENT"]],
  ["TEACHER", []],
  ["FACILITATOR", []],
] as const)("what is written for %s is shared with %s", (audience, readers) => {
  expect(readersOf({ state: "published", audience })).toEqual(readers);
});

test("what is not published is shared with nobody", () => {
  expect(readersOf({ state: "withdrawn", audience: "PUPIL" })).toEqual([]);
});
