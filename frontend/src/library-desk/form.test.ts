import { expect, test } from "vitest";
import { blank, entryOf, isChanged, languages } from "./form";
import { CYCLES, turned } from "./levels";

test("a duration is a number, or none", () => {
  expect(entryOf({ ...blank(), duration: "45" }).duration_minutes).toBe(45);
  expect(entryOf({ ...blank(), duration: "" }).duration_minutes).toBeNull();
  expect(entryOf({ ...blank(), duration: null }).duration_minutes).toBeNull();
});

test("the order in which one ticks changes nothing", () => {
  const saved = { ...blank(), levels: ["6E" as const, "5E" as const] };

  expect(isChanged({ ...saved, levels: ["5E", "6E"] }, saved)).toBe(false);
  expect(isChanged({ ...saved, title: "Autre" }, saved)).toBe(true);
});

test("a cycle is ticked whole, then unticked whole", () => {
  const three = CYCLES[2]![1];

  expect(turned(["CM1", "TLE"], three)).toEqual(["TLE", "CM1", "CM2", "6E"]);
  expect(turned(["TLE", "CM1", "CM2", "6E"], three)).toEqual(["TLE"]);
});

test("every level stands in one cycle", () => {
  const all = CYCLES.flatMap(([, levels]) => levels);

  expect(all).toHaveLength(18);
  expect(new Set(all).size).toBe(18);
});

test("a language that is not in the list is kept", () => {
  expect(languages("fr", "vi")["vi"]).toBe("vietnamien");
  expect(Object.keys(languages("fr", "fr"))[0]).toBe("fr");
});
