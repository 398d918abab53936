import { beforeEach, expect, test } from "vitest";
import { Drafts } from "./drafts";

let store: Map<string, string>;
let now: Date;
let drafts: Drafts;

beforeEach(() => {
  store = new Map([["language", "fr"]]);
  now = new Date("2026-12-08T10:00:00Z");
  drafts = new Drafts(
    () => ({
      getItem: (key) => store.get(key) ?? null,
      setItem: (key, value) => void store.set(key, value),
      removeItem: (key) => void store.delete(key),
      key: (index) => [...store.keys()][index] ?? null,
      get length() {
        return store.size;
      },
    }),
    () => now,
  );
  drafts.belongTo(1);
});

test("what was typed is given back with when it was", () => {
  drafts.keep("report:7", { present: "22" });

  expect(drafts.kept("report:7")).toEqual({ at: "2026-12-08T10:00:00.000Z", value: { present: "22" } });
  expect(drafts.kept("report:8")).toBeNull();
});

test("what was sent is forgotten", () => {
  drafts.keep("report:7", "x");
  drafts.forget("report:7");

  expect(drafts.kept("report:7")).toBeNull();
});

test("the same person signing in again finds the drafts, another one nothing", () => {
  drafts.keep("report:7", "x");

  drafts.belongTo(1);
  expect(drafts.kept("report:7")?.value).toBe("x");
  drafts.belongTo(2);
  expect(drafts.kept("report:7")).toBeNull();
  drafts.belongTo(1);
  expect(drafts.kept("report:7")).toBeNull();
});

test("signing out forgets all drafts and nothing else, and keeps no more", () => {
  drafts.keep("report:7", "x");
  drafts.belongTo(null);
  drafts.keep("report:7", "y");

  expect([...store.keys()]).toEqual(["language"]);
});

test("after a day a draft is no longer offered", () => {
  drafts.keep("report:7", "x");
  now = new Date("2026-12-09T10:00:01Z");

  expect(drafts.kept("report:7")).toBeNull();
  expect([...store.keys()]).toEqual(["language"]);
});
