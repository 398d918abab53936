import { expect, test } from "vitest";
import { added, moved } from "./entries";

const lines = ["a", "b", "c"].map((name) => ({ material: name, title: name, note: "" }));
const names = (all: typeof lines) => all.map(({ title }) => title).join("");

test("a material moves one place, and stays at an end", () => {
  expect(names(moved(lines, 1, -1))).toBe("bac");
  expect(names(moved(lines, 1, 1))).toBe("acb");
  expect(names(moved(lines, 0, -1))).toBe("abc");
  expect(names(moved(lines, 2, 1))).toBe("abc");
});

test("a material is added once, at the end", () => {
  expect(names(added(lines, "d", "d"))).toBe("abcd");
  expect(names(added(lines, "b", "b"))).toBe("abc");
});
