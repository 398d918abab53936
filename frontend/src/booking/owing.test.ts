import { expect, test } from "vitest";
import { missingOf, sessionsMissing } from "./owing";

const row = (id: number, missing: number, themes: string[], unit: "SESSIONS" | "HOURS" = "SESSIONS") => ({
  class_group: { id },
  missing,
  duty: { unit, themes },
});
const rows = [row(1, 3, ["EVARS"]), row(1, 1, ["ADD"]), row(1, 10, ["HAR", "CYB"], "HOURS"), row(2, 2, ["EVARS"])];

test("a class misses the sessions of all its duties; hours are counted apart", () => {
  expect([1, 2, 3].map((id) => sessionsMissing(rows, id))).toEqual([4, 2, 0]);
});

test("of an offer, the class that misses most decides", () => {
  const offer = { theme: { code: "EVARS" }, duration_minutes: 60 };

  expect(missingOf(rows, [1, 2], offer)).toBe(3);
  expect(missingOf(rows, [2], offer)).toBe(2);
  expect(missingOf(rows, [2], { ...offer, theme: { code: "CIT" } })).toBe(0);
});

test("hours are given by sessions of their length", () => {
  expect(missingOf(rows, [1], { theme: { code: "CYB" }, duration_minutes: 90 })).toBeCloseTo(6.67, 2);
});
