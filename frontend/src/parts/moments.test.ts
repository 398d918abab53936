import { expect, test } from "vitest";
import type { Schemas } from "../api/shapes";
import { byMoment } from "./moments";

type Placed = Schemas["PlacedMaterial"];

function placed(title: string, moment: Placed["moment"]): Placed {
  return { material: { title }, moment, moment_label: moment.toLowerCase() } as Placed;
}

test("materials are gathered in the order of the session, and empty moments are left out", () => {
  const found = byMoment([placed("a", "AFTER"), placed("b", "BEFORE"), placed("c", "AFTER")]);

  expect(found.map(({ label, materials }) => [label, materials.map(({ title }) => title)])).toEqual([
    ["before", ["b"]],
    ["after", ["a", "c"]],
  ]);
});
