import { expect, test } from "vitest";
import {
  boundsOf,
  clockOf,
  DAY,
  drawn,
  instantOf,
  minuteOf,
  minutesOf,
  moved,
  partOn,
  pressed,
  resized,
  snapped,
  type Block,
} from "./grid";

const at = (day: number, clock: string): number => day * DAY + minutesOf(clock);
const span = (day: number, from: string, until: string) => ({ from: at(day, from), until: at(day, until) });
const said = ({ from, until }: { from: number; until: number }) =>
  `${Math.floor(from / DAY)} ${clockOf(from)} - ${Math.floor(until / DAY)} ${clockOf(until)}`;

test("a clock is read and written the same way", () => {
  expect([minutesOf("08:05"), clockOf(485), clockOf(DAY + 485)]).toEqual([485, "08:05", "08:05"]);
  expect([snapped(487), snapped(488), snapped(7)]).toEqual([480, 495, 0]);
});

test("a window moves with its length, within the week and the day", () => {
  const monday = span(0, "08:00", "12:00");

  expect(said(moved("WINDOW", monday, 1, 30))).toBe("1 08:30 - 1 12:30");
  expect(said(moved("WINDOW", monday, -1, 0))).toBe("0 08:00 - 0 12:00");
  expect(said(moved("WINDOW", monday, 9, 0))).toBe("5 08:00 - 5 12:00");
  expect(said(moved("WINDOW", monday, 0, -600))).toBe("0 00:00 - 0 04:00");
});

test("an absence of several days moves as one", () => {
  const away = { from: at(1, "14:00"), until: at(3, "10:00") };

  expect(said(moved("ABSENCE", away, 1, 60))).toBe("2 15:00 - 4 11:00");
  expect(said(moved("ABSENCE", away, -5, 0))).toBe("0 00:00 - 1 20:00");
});

test("an edge stays on its side, and in its day unless one is away for days", () => {
  const morning = span(2, "08:00", "12:00");

  expect(said(resized("WINDOW", morning, "until", at(2, "13:30")))).toBe("2 08:00 - 2 13:30");
  expect(said(resized("WINDOW", morning, "until", at(2, "06:00")))).toBe("2 08:00 - 2 08:15");
  expect(said(resized("WINDOW", morning, "until", at(4, "09:00")))).toBe("2 08:00 - 2 23:45");
  expect(said(resized("WINDOW", morning, "from", at(2, "12:00")))).toBe("2 11:45 - 2 12:00");
  expect(said(resized("WINDOW", morning, "from", at(1, "12:00")))).toBe("2 00:00 - 2 12:00");
  expect(said(resized("ABSENCE", morning, "until", at(4, "09:00")))).toBe("2 08:00 - 4 09:00");
});

test("what is drawn goes either way; a mere press is an hour", () => {
  expect(said(drawn("WINDOW", at(0, "10:00"), at(0, "08:00")))).toBe("0 08:00 - 0 10:00");
  expect(said(drawn("WINDOW", at(0, "10:00"), at(0, "10:00")))).toBe("0 10:00 - 0 11:00");
  expect(said(drawn("EXTRA", at(0, "10:00"), at(2, "11:00")))).toBe("0 10:00 - 0 23:45");
  expect(said(drawn("ABSENCE", at(2, "11:00"), at(0, "10:00")))).toBe("0 10:00 - 2 11:00");
});

test("arrows move, with Shift they move the end, other keys do nothing", () => {
  const morning = span(1, "08:00", "12:00");

  expect(said(pressed("WINDOW", morning, "ArrowDown", false)!)).toBe("1 08:15 - 1 12:15");
  expect(said(pressed("WINDOW", morning, "ArrowLeft", false)!)).toBe("0 08:00 - 0 12:00");
  expect(said(pressed("WINDOW", morning, "ArrowUp", true)!)).toBe("1 08:00 - 1 11:45");
  expect(said(pressed("ABSENCE", morning, "ArrowRight", true)!)).toBe("1 08:00 - 2 12:00");
  expect(pressed("WINDOW", morning, "Enter", false)).toBeNull();
});

test("a block has a part on each of its days, and its own edges on the first and last", () => {
  const block: Block = { key: "", kind: "ABSENCE", id: 1, title: "", from: at(1, "14:00"), until: at(3, "00:00") };
  const parts = [0, 1, 2, 3].map((day) => partOn(day, block));

  expect(parts.map((part) => part && [clockOf(part.from), part.until / 60, part.starts, part.ends])).toEqual([
    null,
    ["14:00", 24, true, false],
    ["00:00", 24, false, true],
    null,
  ]);
});

test("the grid shows the hours of school, and further where something stands", () => {
  expect(boundsOf([])).toEqual({ from: 420, until: 1140 });
  expect(boundsOf([span(3, "06:30", "07:30"), span(0, "18:00", "20:10")])).toEqual({ from: 360, until: 1260 });
  expect(boundsOf([{ from: 0, until: 3 * DAY }])).toEqual({ from: 420, until: 1140 });
});

test("minutes of the week are those that clocks show, also when they change", () => {
  // The clocks go back on Sunday 25 October 2026.
  expect(minuteOf("2026-10-26T08:00:00+01:00", "2026-10-26")).toBe(480);
  expect(minuteOf("2026-10-25T08:00:00+01:00", "2026-10-19")).toBe(at(6, "08:00"));
  expect(instantOf(at(6, "08:00"), "2026-10-19")).toBe("2026-10-25T07:00:00.000Z");
  expect(instantOf(at(0, "08:00"), "2026-10-19")).toBe("2026-10-19T06:00:00.000Z");
});
