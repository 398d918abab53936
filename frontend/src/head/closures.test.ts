import { expect, test } from "vitest";
import { fr } from "../words/fr";
import { daysOf, entryOf } from "./closures";

const inWords = (day: string) => `lundi ${Number(day.slice(8))}`;

test("the days of a closure are said as people say them", () => {
  const day = { starts_on: "2026-12-07", ends_on: "2026-12-07", half: "AM" as const };

  expect(daysOf(day, fr.closures, inWords)).toBe("Lundi 7, le matin");
  expect(daysOf({ ...day, ends_on: "2026-12-08", half: "" }, fr.closures, inWords)).toBe("Du lundi 7 au lundi 8");
});

test("a closure without a last day is of one day", () => {
  const typed = { reason: "EXAMS" as const, starts_on: "2026-12-07", ends_on: "", half: "ALL" as const };

  expect(entryOf(typed)).toEqual({ reason: "EXAMS", starts_on: "2026-12-07", ends_on: "2026-12-07", half: "" });
});
