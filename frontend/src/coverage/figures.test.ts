import { describe, expect, it } from "vitest";
import type { Schemas } from "../api/shapes";
import { tellingOf, valueOf, type Figures } from "./figures";

const nothing: Figures = {
  given: { sessions: 0, hours: 0, classes: 0, participations: 0, reached: 0, girls: 0, boys: 0, neither_told: 0, unreported: 0 },
  outcomes: { given: 0, cancelled: 0, cancelled_late: 0, not_held: 0, refused: 0, expired: 0, cancellation_rate: null, lead_days: null, endings: [] },
  travel: { journeys: 0, km: 0, minutes: 0, unplaced: 0 },
  meetings: { meetings: 0, hours: 0, participants: 0, unreported: 0 },
  answers: null,
};
const group = (code: string, ...codes: string[]): Schemas["FigureGroup"] => ({
  code,
  name: code,
  sentence: "",
  figures: codes.map((one) => ({ code: one, name: one, sentence: "", unit: "SESSIONS", unit_name: "" })),
});

describe("the figures of activity", () => {
  it("are null where they are not told, and zero where they are", () => {
    expect(valueOf(nothing, "answers", "usefulness")).toBeNull();
    expect(valueOf(nothing, "outcomes", "lead_days")).toBeNull();
    expect(valueOf(nothing, "given", "sessions")).toBe(0);
  });

  it("are shown by group, where some year has one", () => {
    const groups = [group("owed", "owed"), group("given", "sessions", "hours"), group("travel", "km")];
    const before = { ...nothing, given: { ...nothing.given, sessions: 3 } };

    expect(tellingOf(groups, [nothing])).toEqual([]);
    expect(tellingOf(groups, [nothing, before]).map(({ code }) => code)).toEqual(["given"]);
  });
});
