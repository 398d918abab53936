import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Orders } from "./orders.svelte";
import { LONGEST_PAUSE_MS, type NewOrder, type Order } from "./papers";

const BODY: NewOrder = { paper: "yearly_report", school_year: 2026 };
const KEY = { "Idempotency-Key": "one" };

let orders: Orders;
let sent: string[];
/** What the API holds; an error instead while it is not reached. */
let there: Order[] | Error;

const order = (id: string, state: Order["state"]) => ({ id, state }) as Order;
const json = (status: number, body?: unknown) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

async function answer({ method, url }: Request): Promise<Response> {
  sent.push(method);
  if (there instanceof Error) throw there;
  if (method === "POST") there = [order("new", "waiting"), ...there];
  if (method === "POST") return json(202, there[0]);
  if (method === "GET") return json(200, { results: there });
  const left = there.filter(({ id }) => !url.endsWith(`/${id}/`));
  const isFound = left.length < there.length;
  there = left;
  return json(isFound ? 204 : 404, {});
}
const reads = () => sent.filter((method) => method === "GET").length;
const states = () => orders.all?.map(({ id, state }) => `${id} ${state}`);

beforeEach(async () => {
  [sent, there] = [[], []];
  vi.stubGlobal("location", { origin: "https://site.test" });
  vi.stubGlobal("document", { cookie: "" });
  vi.stubGlobal("fetch", answer);
  vi.useFakeTimers();
  vi.resetModules();
  orders = new (await import("./orders.svelte")).Orders();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("papers are read once where none is unfinished", async () => {
  there = [order("a", "ready")];

  orders.follow();
  await vi.advanceTimersByTimeAsync(60_000);

  expect([states(), reads()]).toEqual([["a ready"], 1]);
});

test("one that is asked for is followed until it is finished, and taken once", async () => {
  orders.follow();
  await vi.advanceTimersByTimeAsync(0);
  const asked = await orders.ask(BODY, KEY);
  await vi.advanceTimersByTimeAsync(1500);
  expect([states(), orders.isInHand("new"), reads()]).toEqual([["new waiting"], true, 2]);

  there = [order("new", "ready")];
  await vi.advanceTimersByTimeAsync(60_000);

  expect([states(), orders.isInHand("new"), reads()]).toEqual([["new ready"], false, 3]);
  expect(orders.news.map(({ what }) => what)).toEqual(["ready"]);
  expect([orders.take(asked), orders.take(asked)]).toEqual([true, false]);
});

test("what was asked for before this page is not taken", async () => {
  there = [order("a", "making")];
  orders.follow();
  await vi.advanceTimersByTimeAsync(0);

  there = [order("a", "ready")];
  await vi.advanceTimersByTimeAsync(2000);

  expect([states(), orders.take(order("a", "ready"))]).toEqual([["a ready"], false]);
});

test("what was read stays where a reading fails, and is read again by itself", async () => {
  there = [order("a", "making")];
  orders.follow();
  await vi.advanceTimersByTimeAsync(0);

  there = new TypeError("lost");
  await vi.advanceTimersByTimeAsync(10_000);
  expect([states(), orders.failure === null]).toEqual([["a making"], false]);

  there = [order("a", "refused")];
  await vi.advanceTimersByTimeAsync(LONGEST_PAUSE_MS + 1000);
  expect([states(), orders.failure]).toEqual([["a refused"], null]);
  expect(orders.news.map(({ what }) => what)).toEqual(["refused"]);
});

test("one is called off, whoever removed it meanwhile, and an answer of before is no news", async () => {
  there = [order("a", "making"), order("b", "ready")];
  orders.follow();
  await vi.advanceTimersByTimeAsync(0);
  const reading = orders.read();

  await orders.remove(order("a", "making"));
  await reading;
  expect([states(), orders.news.map(({ what }) => what)]).toEqual([["b ready"], ["cancelled"]]);

  there = [];
  await orders.remove(order("b", "ready"));
  expect([states(), orders.news.map(({ what }) => what)]).toEqual([[], ["removed"]]);
});

test("nothing is read once the page is left, even where an answer comes late", async () => {
  const leave = orders.follow();
  await vi.advanceTimersByTimeAsync(0);
  const asking = orders.ask(BODY, KEY);
  leave();
  await asking;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(reads()).toBe(1);
});
