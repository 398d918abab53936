import { expect, test } from "vitest";
import { buttons } from "./acts";

const point = (blocks: boolean) => ({ code: "", blocks, detail: "", lift: "" });
type Session = Parameters<typeof buttons>[0];
const looks = (session: Partial<Session>) =>
  buttons({ state: "held", allowed_actions: [], readiness: [], ...session }).map(
    ({ act, look }) => `${act} ${look}`.trim(),
  );

test("the next thing to do is the one primary button, giving up stands last", () => {
  expect(looks({ allowed_actions: ["authorise", "accept", "prepare", "move", "refuse", "cancel"] })).toEqual([
    "authorise primary",
    "accept",
    "prepare",
    "move",
    "refuse danger",
    "cancel danger",
  ]);
});

test("preparing is the next thing only while something blocks", () => {
  const allowed_actions: Session["allowed_actions"] = ["prepare", "cancel"];

  expect(looks({ allowed_actions, readiness: [point(true)] })).toEqual(["prepare primary", "cancel danger"]);
  expect(looks({ allowed_actions, readiness: [point(false)] })).toEqual(["prepare", "cancel danger"]);
});

test("a proposed time is taken by a button, a wish at the times offered to it", () => {
  expect(looks({ state: "proposed", allowed_actions: ["hold"] })).toEqual(["hold primary"]);
  expect(looks({ state: "wished", allowed_actions: ["hold", "cancel"] })).toEqual(["cancel danger"]);
});
