import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type * as Client from "./client";
import { Problem } from "./problem";

let client: typeof Client;
let sent: Request[];
let answers: (Response | Error)[];

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

beforeEach(async () => {
  sent = [];
  answers = [];
  vi.stubGlobal("location", { origin: "https://site.test" });
  vi.stubGlobal("document", { cookie: "theme=x; csrftoken=abc; other=1" });
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new TypeError("Failed to fetch");
  });
  vi.useFakeTimers();
  vi.resetModules();
  client = await import("./client");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const book = (headers = {}) =>
  client.answered(client.api.POST("/api/v1/requests/", { headers, body: { offer: 1, lines: [] } }));

async function refusal(call: Promise<unknown>): Promise<Problem> {
  const caught = call.catch((thrown: unknown) => thrown);
  await vi.runAllTimersAsync();
  return (await caught) as Problem;
}

test("what changes something carries the CSRF token and the language", async () => {
  answers = [json(201, { id: "1" })];
  client.speak("en");

  await book();

  const { headers } = sent[0] as Request;
  expect([headers.get("X-CSRFToken"), headers.get("Accept-Language")]).toEqual(["abc", "en"]);
});

test("a booking that the network lost is sent again with the same key", async () => {
  answers = [new TypeError("lost"), json(201, { id: "1" })];

  const call = book(client.gesture());
  await vi.runAllTimersAsync();

  expect(await call).toEqual({ id: "1" });
  const keys = sent.map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys).toEqual([keys[0], keys[0]]);
  expect(keys[0]).toMatch(/.{20}/);
});

test("what has no key is never sent twice", async () => {
  const { code, status } = await refusal(book());

  expect([code, status, sent.length]).toEqual(["unreachable", 0, 1]);
});

test("a refusal carries its sentence, its code and the nearest times", async () => {
  const nearest = [{ starts_at: "2026-12-08T10:00:00+01:00", ends_at: "2026-12-08T11:00:00+01:00" }];
  answers = [json(409, { code: "opening_taken", detail: "Déjà pris.", facts: { nearest } })];

  const { status, code, detail, facts } = await refusal(book());

  expect({ status, code, detail, facts }).toEqual({
    status: 409,
    code: "opening_taken",
    detail: "Déjà pris.",
    facts: { nearest },
  });
});

test("what is wrong inside a line of a list is told at the list's field", async () => {
  const errors = { counts: { "0": { present: ["Ce champ est obligatoire."] } }, day: ["Trop tard."] };
  answers = [json(400, { code: "invalid", detail: "…", errors })];

  expect((await refusal(book())).errors).toEqual({
    counts: ["Ce champ est obligatoire."],
    day: ["Trop tard."],
  });
});

test("an answer that is not ours is still an error, without words", async () => {
  answers = [new Response("<h1>Bad gateway</h1>", { status: 502 })];

  const { status, code, detail } = await refusal(book());

  expect([status, code, detail]).toEqual([502, "unknown", ""]);
});

test("when the API no longer knows the person, the pages are told", async () => {
  const told = vi.fn();
  client.whenSignedOut(told);
  answers = [json(401, { code: "not_authenticated", detail: "…" })];

  await refusal(client.answered(client.api.GET("/api/v1/me/")));

  expect(told).toHaveBeenCalledOnce();
});
