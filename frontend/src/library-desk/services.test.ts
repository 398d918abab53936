import { expect, test } from "vitest";
import { entryOf, isStale, slugOf, toCheckFirst, typedOf } from "./services";

test("what nobody has checked for a year is to be checked first", () => {
  const old = { checked_on: "2025-11-01" };
  const recent = { checked_on: "2026-09-01" };

  expect(isStale(old, "2026-11-29")).toBe(true);
  expect(isStale(recent, "2026-11-29")).toBe(false);
  expect(toCheckFirst([recent, old], "2026-11-29")).toEqual([old, recent]);
});

test("a code is made of the name where none is typed", () => {
  expect(slugOf("Maison des ados, Valenciennes (écoute)")).toBe("maison-des-ados-valenciennes-ecoute");
  expect(entryOf({ ...typedOf(null, "2026-11-29"), name: "3018" }).code).toBe("3018");
  expect(entryOf({ ...typedOf(null, "2026-11-29"), code: "numero", name: "3018" }).code).toBe("numero");
});

test("a day that is not given is none", () => {
  expect(entryOf(typedOf(null, "2026-11-29"))).toMatchObject({ valid_from: null, checked_on: "2026-11-29" });
});
