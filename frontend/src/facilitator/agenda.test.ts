import { expect, test } from "vitest";
import { addressOf, askedBy, countsOf, itemsOf, rowsOf, shownDays, step, untilOf, type Day, type Way } from "./agenda";

const way = (place: string, short = false): Way => ({ place, minutes: 36, km: 13.2, gap: 30, short });
type Entry = Day["entries"][number];
const entry = (id: string, hour: string, more: Partial<Entry> & { off?: boolean } = {}): Entry => ({
  session: {
    id,
    starts_at: `2026-10-06T${hour}:00+02:00`,
    ends_at: `2026-10-06T${hour}:59+02:00`,
    off: more.off ?? false,
  } as Entry["session"],
  before: more.before ?? null,
  after: more.after ?? null,
});
const stretch = (hour: string): Day["stretches"][number] => ({
  cause: "BUSY",
  starts_at: `2026-10-06T${hour}:00+02:00`,
  ends_at: `2026-10-06T${hour}:30+02:00`,
  whole_day: false,
  id: null,
});
const day = (day: string, more: Partial<Day> = {}): Day => ({
  day,
  off: null,
  name: "",
  entries: [],
  stretches: [],
  ...more,
});

test("a day is told as it is lived: the way, the session, and home at the end", () => {
  const items = itemsOf({
    entries: [
      entry("1", "08", { before: way("Valenciennes"), after: way("Loin") }),
      entry("2", "10", { before: way("Près"), after: way("Valenciennes") }),
    ],
    stretches: [stretch("09")],
  });

  expect(items.map(({ key }) => key)).toEqual([
    "1 to",
    "1",
    "BUSY 2026-10-06T09:00+02:00",
    "2 to",
    "2",
    "2 on",
  ]);
});

test("what is called off last does not hide the way home", () => {
  const items = itemsOf({
    entries: [entry("1", "08", { after: way("Valenciennes") }), entry("2", "10", { off: true })],
    stretches: [],
  });

  expect(items.map(({ key }) => key)).toEqual(["1", "1 on", "2"]);
});

test("the address tells the week, and any day of it will do", () => {
  const asked = askedBy("?view=list&day=2026-11-29", "2026-10-06");

  expect(asked).toEqual({ view: "list", from: "2026-11-23", of: "" });
  expect(askedBy("?view=year&day=2026-11-31", "2026-10-06")).toEqual({ view: "week", from: "2026-10-05", of: "" });
  expect(addressOf(asked)).toBe("/agenda?view=list&day=2026-11-23");
  expect(addressOf({ ...asked, of: "7" })).toBe("/agenda?view=list&day=2026-11-23&of=7");
  expect(untilOf(asked)).toBe("2026-12-20");
  expect(step({ ...asked, view: "week" }, -1).from).toBe("2026-11-16");
});

test("a week has its days of work, a list those that hold or are called something", () => {
  const days = [
    day("2026-10-16"),
    day("2026-10-17", { name: "Toussaint", off: "HOLIDAY" }),
    day("2026-10-18", { stretches: [stretch("09")] }),
    day("2026-10-19"),
  ];

  expect(shownDays(days, "week").map((one) => one.day)).toEqual(["2026-10-16", "2026-10-18", "2026-10-19"]);
  expect(shownDays(days, "list").map((one) => one.day)).toEqual(["2026-10-17", "2026-10-18"]);
});

test("days off in a row are said once, and what is held in them all the same", () => {
  const autumn = { name: "Toussaint", off: "HOLIDAY" as const };
  const rows = rowsOf([
    day("2026-10-17", autumn),
    day("2026-10-18", autumn),
    day("2026-10-19", { ...autumn, entries: [entry("1", "08")] }),
    day("2026-10-20", autumn),
  ]);

  expect(rows.map((row) => [row.day.day, row.last])).toEqual([
    ["2026-10-17", "2026-10-18"],
    ["2026-10-19", "2026-10-19"],
    ["2026-10-20", "2026-10-20"],
  ]);
});

test("what is called off counts in no total; each way counts once", () => {
  const days = [
    day("2026-10-06", {
      entries: [
        entry("1", "08", { before: way("Valenciennes"), after: way("Loin") }),
        entry("2", "10", { before: way("Près", true), after: way("Valenciennes") }),
        entry("3", "14", { off: true }),
      ],
    }),
  ];

  expect(countsOf(days)).toEqual({ held: 2, short: 1, km: 40 });
});
