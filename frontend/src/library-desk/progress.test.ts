import { expect, test } from "vitest";
import { sizeOf } from "../parts/files";
import { percentOf, quarterOf, read } from "./progress";

test("a file that has left to its last byte but one is not yet being checked", () => {
  expect(percentOf(50, 200)).toBe(25);
  expect(percentOf(200, 200)).toBe(99);
  expect(percentOf(0, 0)).toBe(0);
});

test("progress is said by quarters", () => {
  expect([0, 24, 25, 99, 100].map(quarterOf)).toEqual([0, 0, 25, 75, 100]);
});

test("an answer that is none of the API's is an empty one", () => {
  expect(read("<h1>Bad gateway</h1>")).toEqual({});
  expect(read('{"detail":"non"}')).toEqual({ detail: "non" });
});

test("sizes are said as people read them", () => {
  expect(sizeOf(2_400_000, "fr").replace(/\s/g, " ")).toBe("2,4 Mo");
  expect(sizeOf(340_000, "en").replace(/\s/g, " ")).toBe("340 kB");
});
