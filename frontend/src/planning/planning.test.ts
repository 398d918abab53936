import { expect, test } from "vitest";
import { addDays } from "../words/dates";
import {
  addressOf,
  askedBy,
  columnsOf,
  countsOf,
  markOf,
  mondayOf,
  monthsOf,
  type Day,
  type Session,
  schoolYearOf,
  step,
  stripsOf,
  weeksOf,
} from "./planning";

const TODAY = "2026-11-25";
const session = (state: Session["state"], off = false) => ({ state, off }) as Session;
const day = (date: string, more: Partial<Day> = {}): Day => ({
  day: date,
  off: null,
  name: "",
  closed: [],
  sessions: [],
  ...more,
});
const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, number) => day(addDays(first, number)));

test("the address holds the whole choice", () => {
  const asked = { by: "class_group", of: "12", span: "month", day: "2026-10-06" } as const;

  expect(askedBy(addressOf(asked).replace("/planning", ""), TODAY)).toEqual(asked);
});

test.each(["", "?by=commune&span=day&day=tomorrow", "?day=2026-13-45"])(
  "what the address “%s” does not say is this week's",
  (search) => {
    expect(askedBy(search, TODAY)).toEqual({ by: "school", of: "", span: "week", day: TODAY });
  },
);

test.each([
  ["week", "2026-10-25", "2026-10-12", "2026-10-26"],
  ["week", "2026-12-28", "2026-12-21", "2027-01-04"],
  ["month", "2026-12-31", "2026-11-01", "2027-01-01"],
  ["month", "2027-01-31", "2026-12-01", "2027-02-01"],
  ["month", "2026-11-01", "2026-10-01", "2026-12-01"],
  ["school_year", "2026-08-31", "2024-09-01", "2026-09-01"],
  ["school_year", "2026-09-01", "2025-09-01", "2027-09-01"],
] as const)("before and after the %s of %s", (span, of, before, after) => {
  expect([step({ span, day: of }, -1), step({ span, day: of }, 1)]).toEqual([before, after]);
});

test("weeks start on Monday and school years in September", () => {
  expect([mondayOf("2026-11-29"), mondayOf("2026-11-23")]).toEqual(["2026-11-23", "2026-11-23"]);
  expect([schoolYearOf("2026-08-31"), schoolYearOf("2026-09-01")]).toEqual([2025, 2026]);
});

test("a month has whole weeks, whose days of other months are empty", () => {
  const weeks = weeksOf(days("2026-11-01", 30)); // a Sunday

  expect(weeks.map((week) => week.map((one) => Number(one?.day.slice(8) ?? 0)))).toEqual([
    [0, 0, 0, 0, 0, 0, 1],
    [2, 3, 4, 5, 6, 7, 8],
    [9, 10, 11, 12, 13, 14, 15],
    [16, 17, 18, 19, 20, 21, 22],
    [23, 24, 25, 26, 27, 28, 29],
    [30, 0, 0, 0, 0, 0, 0],
  ]);
});

test("a school year has twelve months", () => {
  const months = monthsOf(days("2026-09-01", 365));

  expect(months.map(({ month }) => month)).toEqual([
    ...["09", "10", "11", "12"].map((month) => `2026-${month}`),
    ...["01", "02", "03", "04", "05", "06", "07", "08"].map((month) => `2027-${month}`),
  ]);
  expect(months.map((month) => month.days.length)).toEqual([30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31]);
});

test("the weekend has a column only when something is on", () => {
  const saturday = day("2026-11-28", { sessions: [session("confirmed")] });

  expect(columnsOf(days("2026-11-23", 7))).toEqual([1, 2, 3, 4, 5]);
  expect(columnsOf([...days("2026-11-23", 5), saturday])).toEqual([1, 2, 3, 4, 5, 6]);
});

test("days off in a row are said once, and a session in them all the same", () => {
  const autumn = { off: "HOLIDAY" as const, name: "Vacances de la Toussaint" };
  const held = day("2026-10-20", { ...autumn, sessions: [session("confirmed")] });

  expect(
    stripsOf([day("2026-10-16"), day("2026-10-18", autumn), day("2026-10-19", autumn), held, day("2026-10-22", autumn)]),
  ).toEqual([
    { first: "2026-10-18", last: "2026-10-20", name: autumn.name },
    { day: held },
    { first: "2026-10-22", last: "2026-10-22", name: autumn.name },
  ]);
});

test("what waits and what is off is marked, and what is off is not counted", () => {
  const states = [session("held"), session("proposed"), session("done"), session("cancelled", true)];

  expect(states.map(markOf)).toEqual(["waits", "waits", "", "off"]);
  expect(countsOf([day("2026-11-23", { sessions: states })])).toEqual({ held: 3, waiting: 2, off: 1 });
});
