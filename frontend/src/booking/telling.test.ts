import { expect, test } from "vitest";
import { byClasses, named, periodOf } from "./telling";

test("a time and a length are a period", () => {
  expect(periodOf("2026-12-08T09:00:00Z", 90)).toEqual({
    starts_at: "2026-12-08T09:00:00Z",
    ends_at: "2026-12-08T10:30:00.000Z",
  });
});

test("lines are gathered by their classes, in order", () => {
  const line = (classes: number[], nth: number) => ({ classes, nth, when: { wish: [] } });

  expect(byClasses([line([4, 5], 1), line([7], 1), line([4, 5], 2)])).toEqual([
    { key: "4,5", numbers: [0, 2] },
    { key: "7", numbers: [1] },
  ]);
});

test("classes are named in the order of the school's list", () => {
  const groups = [
    { id: 7, label: "6E1" },
    { id: 4, label: "6E2" },
  ];

  expect(named({ classes: [4, 7], nth: 1 }, groups)).toBe("6E1, 6E2");
});
