import { expect, test } from "vitest";
import { isOpen, peopleAddress, peopleOf, peopleQuery } from "./people";

test("who is looked for stands in the address, roles in force unless it says otherwise", () => {
  const address = "/coordination/people?search=Marchand&kind=HEAD&status=PENDING";

  expect(peopleAddress(peopleOf(address.split("?")[1] ?? ""))).toBe(address);
  expect(peopleAddress(peopleOf("?kind=KING&status=LATE"))).toBe("/coordination/people");
  expect(peopleQuery(peopleOf("?search=Marchand"))).toEqual({ search: "Marchand", status: "CONFIRMED", page_size: 50 });
});

test("an invitation is open until it is taken, taken back or too old", () => {
  const now = new Date("2026-12-08T10:00:00Z");
  const open = { accepted_at: null, revoked_at: null, expires_at: "2026-12-09T00:00:00Z" };

  expect(isOpen(open, now)).toBe(true);
  expect(isOpen({ ...open, accepted_at: "2026-12-01T00:00:00Z" }, now)).toBe(false);
  expect(isOpen({ ...open, revoked_at: "2026-12-01T00:00:00Z" }, now)).toBe(false);
  expect(isOpen({ ...open, expires_at: "2026-12-07T00:00:00Z" }, now)).toBe(false);
});
