/** One's own answer about a session: as it is sent, and as it is read again. */
import type { Schemas } from "../api/shapes";
import type { feedbackWords } from "../words/feedback";

export type Own = Schemas["Feedback"];
export interface Opinion {
  usefulness: number | null;
  level_fit: Schemas["LevelFitEnum"] | null;
  again: "yes" | "no" | null;
}

export const NOTHING: Opinion = { usefulness: null, level_fit: null, again: null };

/** What stands in the form, from what was answered before. */
export const opinionOf = (own: Own | null): Opinion =>
  own === null
    ? NOTHING
    : {
        usefulness: own.usefulness,
        level_fit: own.level_fit || null,
        again: own.again === null ? null : own.again ? "yes" : "no",
      };

/** The body; what was not said is not sent, and the API says what it cannot do without. */
export function bodyOf({ usefulness, level_fit, again }: Opinion): Schemas["FeedbackSentRequest"] {
  return {
    ...({ usefulness } as { usefulness: number }),
    level_fit: level_fit ?? "",
    again: again === null ? null : again === "yes",
  };
}

/** The answer in words, what was not said being left out. */
export function inWords(own: Own, words: ReturnType<typeof feedbackWords>): string {
  const grade = words.grades[own.usefulness - 1] ?? "";
  return words.given([
    grade,
    ...(own.level_fit ? [words.levelGiven(words.levels[own.level_fit])] : []),
    ...(own.again === null ? [] : [words.againGiven(own.again)]),
  ]);
}
