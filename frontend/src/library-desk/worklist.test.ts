import { expect, test } from "vitest";
import { aboutOf, sectionsFor, sorted } from "./worklist";

const row = { review_due_on: "2026-12-08", state: "published", link_failures: 3, updated_at: "2026-11-01T08:00:00Z" } as const;

test("a row says why it stands in its section", () => {
  expect(aboutOf("expiring", row)).toEqual({ name: "due", day: "2026-12-08" });
  expect(aboutOf("expiring", { ...row, state: "expired" })).toEqual({ name: "past", day: "2026-12-08" });
  expect(aboutOf("dead", row)).toEqual({ name: "dead", count: 3 });
  expect(aboutOf("drafts", row)).toEqual({ name: "changed", at: "2026-11-01T08:00:00Z" });
});

test("the review due soonest comes first, and the draft touched last", () => {
  const later = { ...row, review_due_on: "2027-01-01", updated_at: "2026-11-02T08:00:00Z" };

  expect(sorted("expiring", [later, row])).toEqual([row, later]);
  expect(sorted("drafts", [row, later])).toEqual([later, row]);
});

test("who does not review finds the own drafts, and what was handed in", () => {
  expect(sectionsFor(false)).toEqual(["drafts", "handed"]);
  expect(sectionsFor(true)[0]).toBe("review");
});
