import { expect, test } from "vitest";
import { byClass, classesMissing, shares } from "./owed";

const row = (id: number, done: number, planned: number, owed = 3) => ({
  class_group: { id, label: `5e ${id}` },
  owed,
  done,
  planned,
  missing: Math.max(0, owed - done - planned),
});

test("the bar shows done before planned", () => {
  expect(shares(row(1, 1, 1, 4))).toEqual({ done: 25, planned: 25 });
});

test("the bar never goes beyond its end", () => {
  expect(shares(row(1, 2, 5))).toEqual({ done: (100 * 2) / 3, planned: 100 - (100 * 2) / 3 });
  expect(shares(row(1, 9, 1))).toEqual({ done: 100, planned: 0 });
});

test("nothing owed is a full bar", () => {
  expect(shares(row(1, 0, 0, 0))).toEqual({ done: 100, planned: 0 });
});

test("rows are gathered by class in the order they come", () => {
  const rows = [row(2, 0, 0), row(1, 3, 0), row(2, 1, 0)];

  expect(byClass(rows).map(({ group, rows: own }) => [group.id, own.length])).toEqual([
    [2, 2],
    [1, 1],
  ]);
  expect(classesMissing(rows)).toBe(1);
});
