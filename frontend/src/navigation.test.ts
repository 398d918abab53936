import { expect, test } from "vitest";
import { chosen, ENTRIES, entriesFor, entryOf, type Capacity, type Kind } from "./navigation";
import { find } from "./routes";

const names = (kind: Kind | null) => entriesFor(kind).map(({ name }) => name);
const capacity = (key: string) => ({ key }) as Capacity;

test("every entry leads to a page", () => {
  expect(ENTRIES.filter(({ address }) => find(address) === null)).toEqual([]);
});

test("somebody without a role yet sees the start page alone", () => {
  expect(names(null)).toEqual(["start"]);
});

test.each(["TEACHER", "HEAD", "STAFF", "FACILITATOR"] as const)("a %s sees no page of the coordination", (kind) => {
  expect(names(kind)).toEqual(expect.arrayContaining(["start", "sessions", "library", "calendars"]));
  expect(names(kind)).not.toContain("schools");
  expect(names(kind)).not.toContain("messages");
});

test("a facilitator says when from anywhere", () => {
  expect(names("FACILITATOR").slice(0, 3)).toEqual(["start", "agenda", "availability"]);
});

test("the coordination goes from school to school and sees the mails", () => {
  expect(names("COORDINATOR")).toEqual(expect.arrayContaining(["coordination", "schools", "messages"]));
});

test.each([
  ["/", "/"],
  ["/sessions/0b1c/time", "/sessions"],
  ["/calendars/readers", "/calendars"],
  ["/account", undefined],
  ["/sessionsX", undefined],
])("%s stands under %s", (path, address) => {
  expect(entryOf(path, ENTRIES)?.address).toBe(address);
});

test("a chosen capacity is kept while the person has it", () => {
  const capacities = [capacity("head-1"), capacity("teacher-2")];

  expect(chosen(capacities, "teacher-2")?.key).toBe("teacher-2");
  expect(chosen(capacities, "facilitator-9")?.key).toBe("head-1");
  expect(chosen(capacities, null)?.key).toBe("head-1");
  expect(chosen([], "head-1")).toBeNull();
});
