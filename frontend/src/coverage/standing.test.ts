import { expect, test } from "vitest";
import { arranged, byDebt, debtOf, perClass, shareDone, standingOf } from "./standing";

const figures = (changes = {}) => ({
  ...{ duty: "EVARS", classes: 2, unknown_classes: 0 },
  ...{ owed: 6, done: 2, planned: 1, missing: 3, to_give: 4 },
  ...changes,
});
const row = (name: string, missing: number, about = "") => ({ name, about, owed: [figures({ missing })] });

test.each([
  ["done", { missing: 0, planned: 0 }],
  ["planned", { missing: 0, planned: 2 }],
  ["missing", { missing: 1, unknown_classes: 1 }],
  ["unknown", { missing: 6, unknown_classes: 2 }],
])("classes stand as %s", (standing, changes) => {
  expect(standingOf(figures(changes))).toBe(standing);
});

test("what is missing is counted in whole classes, whatever the unit", () => {
  const hours = figures({ owed: 20, missing: 10 });

  expect(debtOf([figures(), hours])).toBe(1 + 1);
  expect(debtOf([figures({ owed: 0, missing: 0 })])).toBe(0);
});

test("the share done weighs each duty by its classes, and forgets what is beyond", () => {
  expect(shareDone([figures({ to_give: 0 }), figures({ owed: 20, to_give: 20 })])).toBe(0.5);
  expect(shareDone([figures({ classes: 3, owed: 9, to_give: 0, done: 90 }), figures({ classes: 1, owed: 3, to_give: 3 })])).toBe(0.75);
  expect(shareDone([])).toBeNull();
});

test("the most owed come first; those of the same keep their order", () => {
  const rows = [row("A", 1), row("B", 5), row("C", 5)];

  expect(arranged(rows, "", "owed").map(({ name }) => name)).toEqual(["B", "C", "A"]);
  expect(arranged(rows, "", "name").map(({ name }) => name)).toEqual(["A", "B", "C"]);
});

test("rows are searched by words of their name and place, accents forgiven", () => {
  const rows = [row("École Élisabeth", 1, "Anzin"), row("École Hergé", 1, "Valenciennes")];

  expect(arranged(rows, "ecole anz", "owed").map(({ name }) => name)).toEqual(["École Élisabeth"]);
  expect(arranged(rows, "  ", "owed")).toHaveLength(2);
});

test("the class that is owed the most comes first, hours and sessions together", () => {
  const of = (id: number, missing: number, owed = 3) => ({
    ...{ class_group: { id, label: `6e ${id}` } },
    ...{ owed, missing, done: owed - missing, planned: 0 },
  });

  const classes = byDebt([of(1, 0), of(1, 5, 10), of(2, 3), of(2, 5, 10), of(3, 1)]);

  expect(classes.map(({ group, rows }) => [group.id, rows.length])).toEqual([
    [2, 2],
    [1, 2],
    [3, 1],
  ]);
});

test("what a class had on average is to the hundredth", () => {
  expect([perClass({ done: 2, classes: 3 }), perClass({ done: 0, classes: 0 })]).toEqual([0.67, 0]);
});
