import { expect, test } from "vitest";
import { find } from "./routes";

test.each([
  ["/", "/", {}],
  ["/sessions", "/sessions", {}],
  ["/sessions/", "/sessions", {}],
  ["/book", "/book", {}],
  ["/sessions/0b1c/time", "/sessions/:id/time", { id: "0b1c" }],
  ["/calendars/readers", "/calendars/readers", {}],
  ["/invitation/a%20b", "/invitation/:token", { token: "a b" }],
])("%s is the page %s", (path, address, named) => {
  const found = find(path);

  expect([found?.route.address, found?.named]).toEqual([address, named]);
});

test.each(["/nowhere", "/sessions/1/2", "/sessions/1/time/2", "/admin/"])("no page stands at %s", (path) => {
  expect(find(path)).toBeNull();
});
