import { expect, test } from "vitest";
import type { Schemas } from "../api/shapes";
import { prepared } from "./own";

type Placed = Schemas["PlacedMaterial"];
const placed = (title: string, moment: Placed["moment"]) =>
  ({ material: { title }, moment, moment_label: moment.toLowerCase() }) as Placed;

test("sessions with materials are shown by moment, the others counted", () => {
  const sessions = [
    { id: "a", materials: [placed("after", "AFTER"), placed("before", "BEFORE")] },
    { id: "b", materials: [] },
  ];

  const { list, without } = prepared(sessions);

  expect(list.map(({ session, moments }) => [session.id, moments.map(({ moment }) => moment)])).toEqual([
    ["a", ["BEFORE", "AFTER"]],
  ]);
  expect(without).toBe(1);
});
