import { expect, test } from "vitest";
import { Problem } from "./problem";
import { Gestures, isInDoubt, mayTryAgain, type Key } from "./sending";

const problem = (status: number) => new Problem(status, "code", "");

/** Send twice, the first time in vain; the keys of both. */
async function twice(first: unknown, abouts: [string, string] = ["", ""]): Promise<string[]> {
  const gestures = new Gestures();
  const keys: string[] = [];
  const send = (about: string, thrown?: unknown) =>
    gestures.send(async (key: Key) => {
      keys.push(key["Idempotency-Key"]);
      if (thrown) throw thrown;
    }, about);
  await send(abouts[0], first).catch(() => undefined);
  await send(abouts[1]);
  return keys;
}

test.each([0, 401, 408, 429, 500, 502, 503])("after %i the same gesture keeps its key", async (status) => {
  const [one, other] = await twice(problem(status));

  expect(other).toBe(one);
});

test.each([400, 403, 404, 409, 412])("after %i the next press is another gesture", async (status) => {
  const [one, other] = await twice(problem(status));

  expect(other).not.toBe(one);
});

test("what was done is over: the next press is another gesture", async () => {
  const [one, other] = await twice(null);

  expect(other).not.toBe(one);
});

test("two buttons of one place have each their own key", async () => {
  const [one, other] = await twice(problem(0), ["first", "second"]);

  expect(other).not.toBe(one);
});

test("only what may have arrived is in doubt", () => {
  expect([0, 500, 503, 429, 401, 409].map((status) => isInDoubt(problem(status)))).toEqual([
    true, true, true, false, false, false,
  ]);
  expect(mayTryAgain(new TypeError("lost"))).toBe(true);
});
