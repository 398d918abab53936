import { expect, test } from "vitest";
import { cancellation } from "./cancelling";

const until = "2026-12-01T09:00:00+01:00";

test("a confirmed session is called off freely until its limit, the limit included", () => {
  const confirmed = { state: "confirmed" as const, free_cancellation_until: until };

  expect(cancellation(confirmed, new Date("2026-12-01T08:00:00Z"))).toEqual({ until, isLate: false });
  expect(cancellation(confirmed, new Date("2026-12-01T08:00:01Z"))).toEqual({ until, isLate: true });
});

test("what is not confirmed is never called off late", () => {
  const held = { state: "held" as const, free_cancellation_until: until };

  expect(cancellation(held, new Date("2027-01-01T08:00:00Z"))).toBeNull();
});
