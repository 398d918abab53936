import { expect, test } from "vitest";
import { Problem } from "../api/problem";
import { papers as en } from "../words/en.papers";
import { papers as fr } from "../words/fr.papers";
import { quantity } from "../words/dates";
import { askedOf } from "./address";
import { finishedSince, FIRST_PAUSE_MS, longer, LONGEST_PAUSE_MS, mayPass, orderOf, wayOf, type Order } from "./papers";

const order = (state: Order["state"], more: Partial<Order> = {}) =>
  ({ id: "1", state, rows_done: 0, rows_total: null, ...more }) as Order;

test("a paper is of what the page is narrowed to, whatever else it shows", () => {
  const asked = askedOf("?school_year=2025&by=commune&search=val&commune=59014&theme=EVARS&qpv=true");

  expect(orderOf("yearly_report", { school_year: 2026 }, asked)).toEqual({
    paper: "yearly_report",
    school_year: 2026,
    commune: "59014",
    qpv: true,
    theme: "EVARS",
  });
  expect(orderOf("yearly_workbook", { calendar_year: 2027 }, askedOf(""))).toEqual({
    paper: "yearly_workbook",
    calendar_year: 2027,
  });
});

test("what is sent has types, where the address has words", () => {
  const { qpv, partner } = orderOf("yearly_report", { school_year: 2026 }, askedOf("?qpv=false&partner=12"));

  expect([qpv, partner]).toEqual([false, 12]);
});

test("what finished is told from what was so before, and from what is new", () => {
  const before = [order("making", { id: "a" }), order("waiting", { id: "b" }), order("ready", { id: "c" })];
  const now = [
    ...[order("waiting", { id: "d" }), order("ready", { id: "e" })],
    ...[order("ready", { id: "a" }), order("making", { id: "b" }), order("ready", { id: "c" })],
  ];

  expect(finishedSince(before, now).map(({ id }) => id)).toEqual(["a"]);
  expect(finishedSince([], now)).toEqual([]);
});

test("how far a paper is is said in rows, once they are known", () => {
  const french = (one: Order) => wayOf(one, fr, (count) => quantity(count, "fr"));
  const english = (one: Order) => wayOf(one, en, (count) => quantity(count, "en"));
  const half = order("making", { rows_done: 12_000, rows_total: 43_000 });

  expect(french(order("waiting"))).toBe("En attente de son tour");
  expect(french(order("making"))).toBe("Le document se prépare…");
  expect(french(half)).toBe("12\u202f000\u00a0lignes sur 43\u202f000");
  expect(french(order("making", { rows_done: 1, rows_total: 2 }))).toBe("1\u00a0ligne sur 2");
  expect(english(half)).toBe("12,000 of 43,000 rows");
  expect(english(order("making", { rows_done: 1, rows_total: 1 }))).toBe("1 of 1 row");
  expect(english(order("making", { rows_total: 9 }))).toBe("The paper is being made…");
});

test("what takes long is looked at less and less often, and still every few seconds", () => {
  let pause = FIRST_PAUSE_MS;
  const pauses = Array.from({ length: 20 }, () => (pause = longer(pause)));

  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  expect([pauses[0], pauses.at(-1)]).toEqual([1200, LONGEST_PAUSE_MS]);
});

test("one looks again after what passes, not after being signed out", () => {
  const failed = (status: number) => new Problem(status, "some", "");

  expect([Problem.unreachable(null), failed(503), failed(429)].map(mayPass)).toEqual([true, true, true]);
  expect([failed(401), failed(403)].map(mayPass)).toEqual([false, false]);
});
