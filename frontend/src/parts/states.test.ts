import { describe, expect, it } from "vitest";
import { toneOf } from "./states";

describe("toneOf", () => {
  it("is of waiting wherever somebody is waited for, confirmed or not", () => {
    expect(toneOf({ state: "wished", is_waiting: true })).toBe("waits");
    expect(toneOf({ state: "confirmed", is_waiting: true })).toBe("waits");
  });

  it("is good once it is sure or done, and over once given up", () => {
    expect(toneOf({ state: "confirmed", is_waiting: false })).toBe("good");
    expect(toneOf({ state: "done", is_waiting: false })).toBe("good");
    expect(toneOf({ state: "closed", is_waiting: false })).toBe("good");
    expect(toneOf({ state: "cancelled", is_waiting: false })).toBe("over");
  });
});
