import { expect, test } from "vitest";
import { counts, mostOf, stepped, toCount } from "./report";

const groups = [
  { id: 1, label: "5E1", headcount: 24 },
  { id: 2, label: "5E2", headcount: null },
];

test("everybody is taken to be there; a class of unknown size is not counted yet", () => {
  expect(toCount(groups).map(({ present }) => present)).toEqual([24, ""]);
  expect(counts(toCount(groups))).toEqual([{ class_group: 1, present: 24 }]);
});

test("classes that nobody counted are left out; an empty class was counted", () => {
  const [first] = toCount(groups);

  expect(counts([{ ...first!, present: null }])).toEqual([]);
  expect(counts([{ ...first!, present: "0" }])).toEqual([{ class_group: 1, present: 0 }]);
});

test("girls and boys are sent where somebody counted them", () => {
  const [first] = toCount(groups);

  expect(counts([{ ...first!, present: 22, girls: "12" }])).toEqual([{ class_group: 1, present: 22, girls: 12 }]);
});

test("a step stays between nobody and the whole class", () => {
  const most = mostOf(groups[0]!);

  expect([stepped(24, 1, most), stepped(24, -1, most), stepped(0, -1, most), stepped("", 1, most)]).toEqual([
    24, 23, 0, 1,
  ]);
  expect(mostOf(groups[1]!)).toBe(500);
});
