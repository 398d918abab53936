import { expect, test } from "vitest";
import { aboutFeedback } from "../words/fr.feedback";
import { bodyOf, inWords, NOTHING, opinionOf } from "./feedback";

const given_at = "2026-10-07T08:00:00+02:00";

test("what was answered stands in the form again", () => {
  const own = { usefulness: 3, level_fit: "TOO_HARD" as const, again: false, given_at };

  expect(bodyOf(opinionOf(own))).toEqual({ usefulness: 3, level_fit: "TOO_HARD", again: false });
  expect(opinionOf({ usefulness: 3, level_fit: "", again: null, given_at })).toEqual({ ...NOTHING, usefulness: 3 });
});

test("what was not said is sent as nothing", () => {
  expect(opinionOf(null)).toEqual(NOTHING);
  expect(bodyOf(NOTHING)).toEqual({ usefulness: null, level_fit: "", again: null });
});

test("an answer is read again in words, without what was not said", () => {
  const own = { usefulness: 4, level_fit: "" as const, again: null, given_at };

  expect(inWords(own, aboutFeedback)).toBe("Votre avis : très utile.");
  expect(inWords({ ...own, level_fit: "RIGHT", again: true }, aboutFeedback)).toBe(
    "Votre avis : très utile, adaptée pour la classe, à réserver de nouveau.",
  );
});
