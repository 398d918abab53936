import { expect, test } from "vitest";
import { Problem } from "../api/problem";
import { allRefused, byNumber } from "./refusals";

const nearest = [{ starts_at: "2026-12-08T09:00:00Z", ends_at: "2026-12-08T10:00:00Z" }];

test("what is refused finds its line of the form again, whatever the order of sending", () => {
  const refused = [
    { line: 0, detail: "Taken.", facts: { nearest } },
    { line: 2, detail: "Closed.", facts: {} },
  ];

  expect(byNumber(refused, [2, 0, 1])).toEqual({
    2: { detail: "Taken.", nearest },
    1: { detail: "Closed.", nearest: [] },
  });
});

test("where nothing could be booked, each line has its own reason and times", () => {
  const refused = [
    { line: 0, detail: "Taken.", facts: { nearest } },
    { line: 1, detail: "Closed.", facts: {} },
  ];
  const problem = new Problem(409, "nothing_held", "None.", {}, { refused });

  expect(allRefused(problem, [1, 0])).toEqual({
    1: { detail: "Taken.", nearest },
    0: { detail: "Closed.", nearest: [] },
  });
});

test("what refuses the only line, or all at once, is said of each", () => {
  const problem = new Problem(409, "opening_taken", "Taken.", {}, { nearest });

  expect(allRefused(problem, [2])).toEqual({ 2: { detail: "Taken.", nearest } });
});
