import { expect, test } from "vitest";
import { byMonth } from "./months";

test("a wish without a time is left out", () => {
  const school = { uai: "", name: "", commune: "" };

  expect(byMonth([{ starts_at: null, school }])).toEqual([]);
});

test("a session belongs to the month its school lives in", () => {
  const school = { uai: "", name: "", commune: "" };
  const lille = { starts_at: "2026-11-30T23:30:00Z", school };
  const fortDeFrance = { starts_at: "2026-12-01T02:00:00Z", school: { ...school, time_zone: "America/Martinique" } };

  expect(byMonth([lille, fortDeFrance])).toEqual([
    { month: "2026-12", sessions: [lille] },
    { month: "2026-11", sessions: [fortDeFrance] },
  ]);
});
