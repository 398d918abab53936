import { expect, test } from "vitest";
import { byRequest } from "./requests";

test("the sessions of one request stand together, where its first one comes", () => {
  const sessions = [
    { id: "1", request: { id: "a" } },
    { id: "2", request: { id: "b" } },
    { id: "3", request: { id: "a" } },
    { id: "4", request: null },
  ];

  expect(byRequest(sessions).map(({ key, sessions: all }) => [key, all.map(({ id }) => id)])).toEqual([
    ["a", ["1", "3"]],
    ["b", ["2"]],
    ["4", ["4"]],
  ]);
});
