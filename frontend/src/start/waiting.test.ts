import { expect, test } from "vitest";
import { fr } from "../words/fr";
import { anythingWaits, saidOf } from "./waiting";

const nothing = { waiting: [{ what: "to_report" as const, count: 0, sessions: [] }], roles_to_confirm: null, failed_mails: null };

test("nothing waits when every list is empty or not asked", () => {
  expect(anythingWaits(nothing)).toBe(false);
  expect(anythingWaits({ ...nothing, roles_to_confirm: [], failed_mails: 0 })).toBe(false);
});

test("one session, one person or one mail is enough", () => {
  expect(anythingWaits({ ...nothing, waiting: [{ ...nothing.waiting[0]!, count: 1 }] })).toBe(true);
  expect(anythingWaits({ ...nothing, failed_mails: 1 })).toBe(true);
  expect(anythingWaits({ ...nothing, roles_to_confirm: [{}] as never })).toBe(true);
});

test("each question names its session for whoever does not see the card", () => {
  const report = saidOf("to_report", fr.start);

  expect(report.named("Respect")).toBe("Compte rendu\u00a0: Respect");
  expect([report.opens("0b1c"), saidOf("to_answer", fr.start).opens("0b1c")]).toEqual(["/sessions/0b1c/report", "/sessions/0b1c"]);
});
