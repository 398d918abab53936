import { expect, test } from "vitest";
import { day, drawn, spaced, waysOf } from "./factors";

test("what one can prove it with is read from the flows", () => {
  const flows = [{ id: "reauthenticate" }, { id: "mfa_reauthenticate", types: ["totp", "webauthn"] }];

  expect(waysOf({ data: { flows } })).toEqual(["password", "totp", "webauthn"]);
  expect(waysOf({ data: { flows: [{ id: "password_reset_by_code" }] } })).toEqual([]);
});

test("runs of dark modules become one path, within four light ones", () => {
  expect(drawn(["0110", "1001"])).toEqual({ box: "-4 -4 10 10", path: "M1 0h2v1h-2zM0 1h1v1h-1zM3 1h1v1h-1z" });
});

test("codes are spaced to be copied by hand", () => {
  expect([spaced("12345678"), spaced("ABCDEFGHIJ")]).toEqual(["1234 5678", "ABCD EFGH IJ"]);
});

test("instants of the service are seconds", () => {
  expect(day(1_700_000_000.5)).toBe("2023-11-14T22:13:20.500Z");
});
