import { expect, test } from "vitest";
import { byLevel, share, ticked } from "./levels";

const list = [
  { id: 1, levels: ["6E" as const] },
  { id: 2, levels: ["6E" as const] },
  { id: 3, levels: ["CM2" as const, "6E" as const] },
  { id: 4, levels: ["5E" as const] },
];

test("classes are gathered by level, those of several levels apart", () => {
  expect(byLevel(list).map(({ levels, groups }) => [levels, groups.map(({ id }) => id)])).toEqual([
    [["6E"], [1, 2]],
    [["CM2", "6E"], [3]],
    [["5E"], [4]],
  ]);
});

test("a level is chosen as a whole, in part or not at all", () => {
  const sixth = list.slice(0, 2);

  expect([[1, 2, 4], [2], [4]].map((chosen) => share(sixth, chosen))).toEqual(["all", "some", "none"]);
});

test("ticking a level adds its classes in the order of the list, unticking takes them away", () => {
  expect(ticked(list, [4], list.slice(0, 2), true)).toEqual([1, 2, 4]);
  expect(ticked(list, [1, 2, 4], list.slice(0, 2), false)).toEqual([4]);
});
