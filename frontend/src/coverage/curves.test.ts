import { expect, test } from "vitest";
import { behind, curve, inWholes, months, sundayOf, weekOf, type Week } from "./curves";

const week = (monday: string, changes: Partial<Week> = {}): Week => ({ monday, given: 0, planned: 0, due: 0, ...changes });
const YEAR = [week("2026-08-31"), week("2026-09-07"), week("2026-09-14"), week("2026-10-05")];

test.each([
  ["2026-08-01", 0],
  ["2026-09-06", 0],
  ["2026-09-07", 1],
  ["2027-09-01", 3],
])("on %s it is the week number %s", (day, place) => {
  expect(weekOf(YEAR, day)).toBe(place);
});

test("a week ends on its Sunday, whatever the clocks do", () => {
  expect([sundayOf("2026-10-19"), sundayOf("2027-03-22")]).toEqual(["2026-10-25", "2027-03-28"]);
});

test("late is what is due and not given; nothing where the pace is kept or not known", () => {
  const late = [week("", { given: 2, due: 5.5 }), week("", { given: 6, due: 5.5 }), week("", { due: null })].map(behind);

  expect(late).toEqual([3.5, 0, null]);
});

test("nobody is late by a part of a session, but by a part of an hour", () => {
  const weeks = [week("", { given: 6, due: 323.61 }), week("", { due: 0.4 }), week("", { due: null })];

  expect(inWholes(weeks, "SESSIONS").map(({ due }) => due)).toEqual([324, 0, null]);
  expect(inWholes(weeks, "SESSIONS").map(behind)).toEqual([318, 0, null]);
  expect(inWholes(weeks, "HOURS")).toEqual(weeks);
});

test("a curve goes from edge to edge, upwards, and breaks where nothing is known", () => {
  const size = { width: 100, height: 50 };

  expect(curve([0, 5, 10], 10, size)).toBe("M0 50 L50 25 L100 0");
  expect(curve([0, null, 10, 10, 10], 10, size)).toBe("M0 50 M50 0 L75 0 L100 0");
  expect(curve([0, 0], 0, size)).toBe("M0 50 L100 50");
});

test("months are named once, where they begin and a word has room", () => {
  expect(months([...YEAR, week("2026-10-12"), week("2026-11-02")]).map(({ monday, share }) => [monday, Math.round(100 * share)])).toEqual([
    ["2026-08-31", 0],
    ["2026-10-05", 60],
  ]);
});
