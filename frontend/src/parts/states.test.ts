import { describe, expect, test } from "vitest";
import { toneOf } from "./states";

const ends_at = "2026-10-06T11:00:00+02:00";
const before = new Date("2026-10-06T08:59:59Z");
const after = new Date("2026-10-06T09:00:00Z");

describe("how a session looks", () => {
  test("a confirmed one is good until it is over, then its report is waited for", () => {
    expect(toneOf({ state: "confirmed", ends_at }, before)).toBe("good");
    expect(toneOf({ state: "confirmed", ends_at }, after)).toBe("waits");
  });

  test("one that was reported is good for ever", () => {
    expect(toneOf({ state: "done", ends_at }, after)).toBe("good");
    expect(toneOf({ state: "closed", ends_at }, after)).toBe("good");
  });

  test("a wish waits, without a time", () => {
    expect(toneOf({ state: "wished", ends_at: null }, after)).toBe("waits");
  });

  test("what was given up is over", () => {
    expect(toneOf({ state: "cancelled", ends_at }, before)).toBe("over");
  });
});
