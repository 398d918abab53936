import { expect, test } from "vitest";
import { addDays, ago, dayInWords, dayKey, duration, hour, instantAt, monthInWords, quantity, weekdayInWords, waiting } from "./dates";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  ["2026-12-08T09:30:00+01:00", "mardi 8 décembre"],
  ["2027-04-01T09:30:00+02:00", "jeudi 1er avril"],
])("the day of %s is said “%s”", (instant, said) => {
  expect(plain(dayInWords(instant, "fr"))).toBe(said);
});

test("the year is said when asked, and English has its own order", () => {
  const instant = "2026-12-08T09:30:00+01:00";

  expect(plain(dayInWords(instant, "fr", "Europe/Paris", { withYear: true }))).toBe(
    "mardi 8 décembre 2026",
  );
  expect(plain(dayInWords(instant, "en"))).toBe("Tuesday 8 December");
});

test("hours are those of the school, on both sides of the change of clocks", () => {
  expect(plain(hour("2026-10-24T08:30:00Z", "fr"))).toBe("10 h 30");
  expect(plain(hour("2026-10-26T08:00:00Z", "fr"))).toBe("9 h");
  expect(plain(hour("2026-10-26T08:00:00Z", "fr", "Indian/Reunion"))).toBe("12 h");
  expect(hour("2026-10-26T08:00:00Z", "en")).toBe("09:00");
});

test.each([
  ["2026-10-24", "10:30", "Europe/Paris", "2026-10-24T08:30:00.000Z"],
  ["2026-10-25", "10:30", "Europe/Paris", "2026-10-25T09:30:00.000Z"],
  ["2026-12-08", "08:00", "Indian/Reunion", "2026-12-08T04:00:00.000Z"],
  ["2026-12-08", "23:30", "America/Martinique", "2026-12-09T03:30:00.000Z"],
])("on %s, clocks show %s in %s at %s", (day, time, zone, instant) => {
  expect(instantAt(day, time, zone)).toBe(instant);
});

test("weekdays are numbered from Monday", () => {
  expect([weekdayInWords(1, "fr"), weekdayInWords(7, "fr"), weekdayInWords(5, "en")]).toEqual([
    "lundi",
    "dimanche",
    "Friday",
  ]);
});

test("midnight is 0 h, not 24 h", () => {
  expect(plain(hour("2026-12-07T23:00:00Z", "fr"))).toBe("0 h");
});

test.each([
  [45, "45 min"],
  [60, "1 h"],
  [65, "1 h 05"],
  [90, "1 h 30"],
])("%i minutes are “%s”", (minutes, said) => {
  expect(plain(duration(minutes))).toBe(said);
});

test("an instant belongs to the day of the school", () => {
  expect(dayKey("2026-12-07T23:30:00Z")).toBe("2026-12-08");
  expect(dayKey("2026-12-07T23:30:00Z", "America/Martinique")).toBe("2026-12-07");
});

test("days are counted over the change of clocks and the end of the year", () => {
  expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
  expect(addDays("2026-12-30", 3)).toBe("2027-01-02");
});

test("months and quantities follow the language", () => {
  expect(monthInWords("2026-12-31", "fr")).toBe("décembre 2026");
  expect(plain(quantity(1250.5, "fr"))).toBe("1 250,5");
});

test.each([
  ["2026-12-08T12:00:00Z", "maintenant"],
  ["2026-12-08T12:00:30Z", "maintenant"],
  ["2026-12-08T11:59:00Z", "il y a 1 minute"],
  ["2026-12-08T10:00:00Z", "il y a 2 heures"],
  ["2026-12-07T12:00:00Z", "hier"],
  ["2026-11-08T12:00:00Z", "il y a 30 jours"],
])("what was at %s is said “%s”", (instant, said) => {
  expect(plain(ago(instant, "fr", new Date("2026-12-08T12:00:00Z")))).toBe(said);
});

test("how long to wait is rounded up to what people count in", () => {
  expect([1, 30, 90, 91, 3000, 5401].map((seconds) => waiting(seconds, "fr"))).toEqual([
    "1\u00a0seconde",
    "30\u00a0secondes",
    "90\u00a0secondes",
    "2\u00a0minutes",
    "50\u00a0minutes",
    "2\u00a0heures",
  ]);
  expect(waiting(120, "en")).toBe("2\u00a0minutes");
});
