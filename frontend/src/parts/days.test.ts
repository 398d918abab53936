import { expect, test } from "vitest";
import { isDay, mondayOf, weekdayOf } from "./days";

test("a week begins on Monday", () => {
  expect([mondayOf("2026-11-29"), mondayOf("2026-11-30"), weekdayOf("2026-11-29")]).toEqual([
    "2026-11-23",
    "2026-11-30",
    7,
  ]);
});

test("a day exists, or the address is not believed", () => {
  expect([null, "", "2026-2-3", "2026-02-30", "2026-13-01", "2026-02-28"].map(isDay)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});
