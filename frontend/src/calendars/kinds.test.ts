import { expect, test } from "vitest";
import { kindsToChoose } from "./kinds";

const nobody = { teaches: false, gives: false, works: false, coordinates: false, has: [] };

test("each person chooses among what the own roles show", () => {
  expect(kindsToChoose(nobody)).toEqual([]);
  expect(kindsToChoose({ ...nobody, teaches: true, works: true })).toEqual(["teacher", "school", "class_group"]);
  expect(kindsToChoose({ ...nobody, gives: true })).toEqual(["facilitator", "offer"]);
  expect(kindsToChoose({ ...nobody, coordinates: true })).toEqual(["territory", "school", "class_group", "offer"]);
});

test("the own sessions are offered once", () => {
  const all = { teaches: true, gives: true, works: true, coordinates: true };

  expect(kindsToChoose({ ...all, has: ["teacher", "facilitator", "territory", "school"] })).toEqual([
    "school",
    "class_group",
    "offer",
  ]);
});
