import { expect, test } from "vitest";
import { filledFrom, isInOrder, toSend } from "./dated";

test("whole days are filled in without hours, the last one included", () => {
  const away = { starts_at: "2026-10-24T00:00:00+02:00", ends_at: "2026-10-26T00:00:00+01:00" };
  const filled = filledFrom(away);

  expect(filled).toEqual({ whole: true, first: "2026-10-24", from: "08:00", last: "2026-10-25", until: "18:00" });
  expect(toSend(filled)).toEqual({ starts_at: "2026-10-23T22:00:00.000Z", ends_at: "2026-10-25T23:00:00.000Z" });
});

test("hours are those of the clocks", () => {
  const filled = filledFrom({ starts_at: "2026-10-06T08:00:00Z", ends_at: "2026-10-06T10:30:00Z" });

  expect([filled.whole, filled.first, filled.from, filled.last, filled.until]).toEqual([
    false,
    "2026-10-06",
    "10:00",
    "2026-10-06",
    "12:30",
  ]);
  expect(toSend(filled).ends_at).toBe("2026-10-06T10:30:00.000Z");
});

test("what has no end, or ends before it begins, is not asked about", () => {
  const filled = { whole: false, first: "2026-10-06", from: "10:00", last: "2026-10-06", until: "12:00" };

  expect([
    isInOrder(filled),
    isInOrder({ ...filled, until: "10:00" }),
    isInOrder({ ...filled, until: "" }),
    isInOrder({ ...filled, whole: true, until: "" }),
    isInOrder({ ...filled, whole: true, last: "2026-10-05" }),
    isInOrder({ ...filled, first: "" }),
  ]).toEqual([true, false, false, true, false, false]);
});
