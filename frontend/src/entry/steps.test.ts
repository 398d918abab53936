import { expect, test } from "vitest";
import { Problem } from "../api/problem";
import { digitsOf, factorsOf, nextPath, stepAfter } from "./steps";

function refusal(act: () => unknown): Problem {
  try {
    act();
  } catch (thrown) {
    return thrown as Problem;
  }
  throw new Error("nothing was refused");
}

test("200 is signed in, 401 with a pending flow is one more step", () => {
  const flows = [{ id: "login" }, { id: "login_by_code", is_pending: true }];

  expect(stepAfter(200, {})).toBe("signed-in");
  expect(stepAfter(401, { data: { flows } })).toBe("login_by_code");
});

test("errors are gathered by field", () => {
  const errors = [
    { message: "Code incorrect.", code: "incorrect_code", param: "code" },
    { message: "Recommencez.", code: "again" },
  ];

  const { errors: byField, detail } = refusal(() => stepAfter(400, { errors }));

  expect({ byField, detail }).toEqual({
    byField: { code: ["Code incorrect."] },
    detail: "Recommencez.",
  });
});

test.each([
  [401, "step_expired"],
  [409, "step_expired"],
  [403, "sign_up_closed"],
  [429, "too_many"],
])("%i without a word is “%s”", (status, code) => {
  expect(refusal(() => stepAfter(status, {})).code).toBe(code);
});

test("the service's own sentence is kept", () => {
  expect(refusal(() => stepAfter(429, { detail: "Attendez cinq minutes." })).detail).toBe(
    "Attendez cinq minutes.",
  );
});

test("a code is pasted as it comes", () => {
  expect(digitsOf("Votre code : 123 456.")).toBe("123456");
});

test.each([
  ["", "/"],
  ["?next=%2Fsessions%2F1", "/sessions/1"],
  ["?next=https%3A%2F%2Felsewhere.test", "/"],
  ["?next=%2F%2Felsewhere.test", "/"],
  ["?next=%2F%5Celsewhere.test", "/"],
])("after %s one goes to %s", (search, path) => {
  expect(nextPath(search)).toBe(path);
});

test("a second step says what it takes", () => {
  const flows = [{ id: "login" }, { id: "mfa_authenticate", is_pending: true, types: ["totp"] }];

  expect(stepAfter(401, { data: { flows } })).toBe("mfa_authenticate");
  expect([factorsOf({ data: { flows } }), factorsOf({})]).toEqual([["totp"], []]);
});
