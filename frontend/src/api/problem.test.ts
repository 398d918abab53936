import { expect, test } from "vitest";
import { problemOf, secondsIn } from "./problem";

test("how long to wait is told in seconds or by a date", () => {
  const now = Date.parse("2026-12-08T10:00:00Z");

  expect(secondsIn("120", now)).toBe(120);
  expect(secondsIn("Tue, 08 Dec 2026 10:00:30 GMT", now)).toBe(30);
  expect([null, "", "soon", "0"].map((said) => secondsIn(said, now))).toEqual([null, null, null, null]);
});

test("a refusal carries how long to wait", () => {
  expect(problemOf(429, { code: "throttled" }, "60").retryAfter).toBe(60);
});
