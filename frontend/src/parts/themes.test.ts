import { expect, test } from "vitest";
import { themesOwed } from "./themes";

const evar = { code: "EVAR", name: "", levels: ["CM1" as const, "CM2" as const] };
const evars = { code: "EVARS", name: "", levels: ["6E" as const, "5E" as const] };
const road = { code: "ROAD", name: "", levels: ["6E" as const, "5E" as const] };
const duties = [
  { code: "evars-primaire", themes: ["EVAR"] },
  { code: "evars-college", themes: ["EVARS"] },
];

test("a class is declared the themes of its own duties, not every theme of its level", () => {
  expect(themesOwed([evar, evars, road], duties, ["evars-college"], ["6E"])).toEqual([evars]);
});

test("a class of several levels is declared what is for each of them", () => {
  const both = ["evars-primaire", "evars-college"];

  expect(themesOwed([evar, evars], duties, both, ["CM2", "6E"])).toEqual([]);
  expect(themesOwed([evar, evars], duties, both, ["CM1", "CM2"])).toEqual([evar]);
});
