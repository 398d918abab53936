import { expect, test } from "vitest";
import { beside, decode, encode, inOrder, matched, mostEach, putBack, sessionsEach, slots, toBody, type Line } from "./lines";

const FIRST = "2026-12-08T09:00:00.000Z";
const SECOND = "2026-12-15T13:25:00.000Z";

test("every class has its first session before any has its second", () => {
  expect(slots([4, 7], 2, 1)).toEqual([
    { classes: [4], nth: 1 },
    { classes: [7], nth: 1 },
    { classes: [4], nth: 2 },
    { classes: [7], nth: 2 },
  ]);
});

test("classes that come together share a line, and the last ones are fewer", () => {
  expect(slots([1, 2, 3, 4, 5], 1, 2).map(({ classes }) => classes)).toEqual([[1, 2], [3, 4], [5]]);
});

test("a gesture holds sixty lines, and never more of a series than it has", () => {
  expect(mostEach(6, 1, 3)).toBe(3);
  expect(mostEach(23, 1, 3)).toBe(2);
  expect(mostEach(40, 1, 3)).toBe(1);
  expect(mostEach(40, 2, 3)).toBe(3);
  expect(mostEach(1, 1, 12)).toBe(8);
});

test("what a class misses is prefilled, one session at least", () => {
  expect([0, 1.2, 2, 9].map((missing) => sessionsEach(missing, 3))).toEqual([1, 2, 2, 3]);
});

test("times are written shortly and read as they were", () => {
  const of = slots([4, 7], 2, 1);
  const wish = [{ weekday: 2 as const, half: "PM" as const }, { weekday: 5 as const, half: "PM" as const }];
  const whens = [{ at: FIRST }, { wish: [] }, { wish }, { at: SECOND, isOut: true as const }];

  const written = encode(whens);

  expect(written).toMatch(/^[0-9a-z]{5}\.w\.w[0-9a-z]+\.x[0-9a-z]{5}$/);
  expect(decode(written, of)).toEqual(of.map((slot, index) => ({ ...slot, when: whens[index] })));
});

test("times of other lines are not taken for those of these", () => {
  expect(decode("w.w", slots([4], 1, 1))).toBeNull();
  expect(decode("x", slots([4], 1, 1))).toBeNull();
  expect(decode("", slots([4], 1, 1))).toBeNull();
  expect(decode("?", slots([4], 1, 1))).toBeNull();
});

const lines: Line[] = [
  { classes: [4], nth: 1, when: { at: FIRST } },
  { classes: [7], nth: 1, when: { at: SECOND } },
  { classes: [9], nth: 1, when: { wish: [] } },
  { classes: [11], nth: 1, when: { at: FIRST, isOut: true } },
];

test("lines whose time was changed are asked for last, in the order of the changes", () => {
  expect(inOrder(4, [])).toEqual([0, 1, 2, 3]);
  expect(inOrder(4, [2, 0])).toEqual([1, 3, 2, 0]);
});

test("another time is looked for beside the lines that take one", () => {
  expect(beside(lines, [3, 2, 1])).toEqual([{ class_groups: [7], starts_at: SECOND }]);
});

test("a line is asked for at its time, by its wish, or not at all", () => {
  const days = { from: "2026-11-01", until: "2027-08-31" };

  expect(lines.map((line) => toBody(line, days))).toEqual([
    { class_groups: [4], starts_at: FIRST },
    { class_groups: [7], starts_at: SECOND },
    { class_groups: [9], wish: { ...days, half_days: [] } },
    null,
  ]);
});

test("each line finds its session by its classes and its time", () => {
  const session = (id: number, starts_at: string | null) => ({
    class_groups: [{ id, label: "", levels: [], headcount: null }],
    starts_at,
  });
  const sessions = [session(9, null), session(7, FIRST), session(4, FIRST), session(11, SECOND)];

  expect(matched(lines, sessions)).toEqual([sessions[2], null, sessions[0], null]);
});

test("what was left out is put back as it was", () => {
  expect(putBack({ at: FIRST, isOut: true })).toEqual({ at: FIRST });
  expect(putBack({ wish: [], isOut: true })).toEqual({ wish: [] });
});
