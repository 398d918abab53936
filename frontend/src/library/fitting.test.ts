import { expect, test } from "vitest";
import { readQuestion } from "./asking";
import { asksForOthers, fittingOf } from "./fitting";

test.each([
  ["?level=6E&theme=HAR", true],
  ["?level=6E&axis=A1", true],
  ["?level=6E", false],
  ["?theme=HAR", false],
  ["?level=6E&theme=HAR&theme=EVARS", false],
])("%s says what the same for another level is: %s", (search, isSaid) => {
  expect(asksForOthers(readQuestion(search))).toBe(isSaid);
});

test("the subject and the levels are asked for, others with them", () => {
  expect(fittingOf(readQuestion("?level=6E&level=5E&theme=HAR&axis=A2"))).toEqual({
    level: ["6E", "5E"],
    theme: "HAR",
    axis: "A2",
    outside: true,
  });
});
