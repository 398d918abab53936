import { expect, test } from "vitest";
import { toHalfDays } from "./halfdays";

test("boxes are asked for in the order of the week, whatever was ticked first", () => {
  expect(toHalfDays(["4PM", "2AM"])).toEqual([
    { weekday: 2, half: "AM" },
    { weekday: 4, half: "PM" },
  ]);
});

test("no box asks for no half-day in particular", () => {
  expect(toHalfDays([])).toEqual([]);
});
