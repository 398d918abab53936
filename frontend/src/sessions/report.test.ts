import { expect, test } from "vitest";
import { counts, toCount } from "./report";

const groups = [
  { id: 1, label: "5E1", headcount: 24 },
  { id: 2, label: "5E2", headcount: null },
];

test("classes that nobody counted are left out; an empty class was counted", () => {
  const [first, second] = toCount(groups);

  expect(counts([{ ...first!, present: "22" }, second!])).toEqual([{ class_group: 1, present: 22 }]);
  expect(counts([{ ...first!, present: null as unknown as string }, second!])).toEqual([]);
  expect(counts([{ ...first!, present: "0" }, second!])).toEqual([{ class_group: 1, present: 0 }]);
});

test("girls and boys are sent where somebody counted them", () => {
  const [first] = toCount(groups);

  expect(counts([{ ...first!, present: "22", girls: "12" }])).toEqual([
    { class_group: 1, present: 22, girls: 12 },
  ]);
});
