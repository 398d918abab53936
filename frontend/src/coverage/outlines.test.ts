import { expect, test } from "vitest";
import { isInside, misplaced, toneOf, type Outline } from "./outlines";

const SQUARE: Outline = { type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]] };
const WITH_A_HOLE: Outline = {
  type: "Polygon",
  coordinates: [...SQUARE.coordinates, [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]] as never,
};
const TWO: Outline = {
  type: "MultiPolygon",
  coordinates: [SQUARE.coordinates, [[[10, 0], [12, 0], [11, 2], [10, 0]]]] as never,
};

test.each([
  ["the middle", SQUARE, [2, 2], true],
  ["beside", SQUARE, [5, 2], false],
  ["above, in line with its sides", SQUARE, [2, 5], false],
  ["in a hole", WITH_A_HOLE, [2, 2], false],
  ["around a hole", WITH_A_HOLE, [0.5, 2], true],
  ["in the second part", TWO, [11, 1], true],
  ["between the parts", TWO, [7, 1], false],
] as const)("%s", (_where, outline, point, inside) => {
  expect(isInside(point, outline)).toBe(inside);
});

test("schools without a point, or outside their commune, are told apart", () => {
  const school = (name: string, longitude: number | null, commune = "59001") => ({
    ...{ name, longitude, commune },
    latitude: longitude === null ? null : 2,
  });
  const schools = [school("in", 2), school("out", 9), school("none", null), school("no outline", 9, "59002")];

  const { nowhere, outside } = misplaced(schools, new Map([["59001", SQUARE]]));

  expect([nowhere.map(({ name }) => name), outside.map(({ name }) => name)]).toEqual([["none"], ["out"]]);
});

test.each([
  [0, "none"],
  [0.001, "little"],
  [0.5, "some"],
  [0.999, "much"],
  [1, "all"],
])("a share of %s is shown as %s", (share, tone) => {
  expect(toneOf(share)).toBe(tone);
});
