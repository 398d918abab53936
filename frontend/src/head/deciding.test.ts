import { expect, test } from "vitest";
import { asRead, byRequest, outcomesOf, wayBack } from "./deciding";

const request = (id: string) => ({ id, asked_by: "Élise Marchand", created_at: "2026-11-20T08:00:00Z" });
const session = (id: string, from: string, starts_at: string, held_until: string) => ({
  id,
  request: request(from),
  starts_at,
  held_until,
  revised_at: "2026-11-20T08:00:00Z",
});

test("what was asked for together stands together, the most urgent request first", () => {
  const asked = byRequest([
    session("a", "r1", "2026-12-08T09:00:00Z", "2026-12-05T09:00:00Z"),
    session("b", "r2", "2026-12-10T09:00:00Z", "2026-12-01T09:00:00Z"),
    session("c", "r1", "2026-12-07T09:00:00Z", "2026-12-04T09:00:00Z"),
  ]);

  expect(asked.map(({ id, sessions }) => [id, sessions.map((one) => one.id)])).toEqual([
    ["r2", ["b"]],
    ["r1", ["c", "a"]],
  ]);
  expect(asked[1]?.until).toBe("2026-12-04T09:00:00Z");
});

test("a session is decided on as it was read", () => {
  const read = session("a", "r1", "2026-12-08T09:00:00Z", "2026-12-05T09:00:00Z");

  expect(asRead([read])).toEqual([{ id: "a", revised_at: read.revised_at }]);
});

test("what was read is shown as it has become, and what is out of reach as it was read", () => {
  const waits = { state: "held" as const, sentence: "Attend votre accord.", allowed_actions: ["authorise" as const] };
  const confirmed = { state: "confirmed" as const, sentence: "Confirmée.", allowed_actions: ["cancel" as const] };
  const hidden = { state: "" as const, sentence: "", allowed_actions: [] };

  const outcomes = outcomesOf(
    [
      { id: "a", title: "Respect", ...waits },
      { id: "b", title: "Égalité", ...waits },
    ],
    [
      { id: "b", detail: "Vous n’avez pas ce droit.", ...hidden },
      { id: "a", detail: "", ...confirmed },
    ],
  );

  expect(outcomes).toEqual([
    { session: { id: "a", title: "Respect", ...confirmed }, refusal: "" },
    { session: { id: "b", title: "Égalité", ...waits }, refusal: "Vous n’avez pas ce droit." },
  ]);
});

test("an authorisation is taken back by refusing, or by cancelling once confirmed, or not at all", () => {
  expect(wayBack({ allowed_actions: ["refuse", "cancel"] })).toBe("refuse");
  expect(wayBack({ allowed_actions: ["move", "cancel"] })).toBe("cancel");
  expect(wayBack({ allowed_actions: [] })).toBe(null);
});
