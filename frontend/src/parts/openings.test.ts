import { expect, test } from "vitest";
import { addReasons, byDay, firstLook, nextLook, yearOf } from "./openings";

test("a look starts today where the school is, and lasts four weeks", () => {
  const now = new Date("2026-11-01T23:30:00Z");

  expect(firstLook(now, "2026-09-01")).toEqual({ from: "2026-11-02", until: "2026-11-29" });
  expect(firstLook(now, "2026-09-01", "America/Martinique").from).toBe("2026-11-01");
});

test("before the school year, a look starts with it", () => {
  expect(firstLook(new Date("2026-07-10T10:00:00Z"), "2026-09-01").from).toBe("2026-09-01");
});

test("a day belongs to the school year that holds it, its first and last days included", () => {
  const year = { starts_on: "2026-09-01", ends_on: "2027-08-31" };

  expect(["2026-08-31", "2026-09-01", "2027-08-31"].map((day) => yearOf(day, [year]))).toEqual([
    undefined,
    year,
    year,
  ]);
});

test("looks follow each other until the year ends", () => {
  const look = { from: "2027-06-01", until: "2027-06-28" };

  expect(nextLook(look, "2027-08-31")).toEqual({ from: "2027-06-29", until: "2027-07-26" });
  expect(nextLook(look, "2027-07-03")).toEqual({ from: "2027-06-29", until: "2027-07-03" });
  expect(nextLook(look, "2027-06-28")).toBeNull();
});

test("openings are gathered by the day of the school", () => {
  const at = (starts_at: string) => ({ starts_at });

  expect(
    byDay([at("2026-12-08T08:00:00Z"), at("2026-12-08T13:00:00Z"), at("2026-12-08T23:30:00Z")]),
  ).toEqual([
    { day: "2026-12-08", openings: [at("2026-12-08T08:00:00Z"), at("2026-12-08T13:00:00Z")] },
    { day: "2026-12-09", openings: [at("2026-12-08T23:30:00Z")] },
  ]);
});

test("reasons of several looks are added up, most frequent first", () => {
  const reason = (code: string, count: number) => ({ code, count, label: code });

  expect(
    addReasons([reason("HOLIDAY", 2), reason("TOO_SOON", 3)], [reason("HOLIDAY", 4)]),
  ).toEqual([reason("HOLIDAY", 6), reason("TOO_SOON", 3)]);
});
