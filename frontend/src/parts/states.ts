/** How a session looks; what it means, and whether somebody is waited for, is said by the API. */
import type { Schemas } from "../api/shapes";

export type Tone = "waits" | "good" | "over";
type State = Schemas["SessionStateEnum"];
/** What of a session tells how it stands. */
export type Standing = Pick<Schemas["Session"], "state" | "is_waiting">;

/** Whether it is not sure yet that a session takes place. */
export const isUnsettled = (state: State): boolean => state === "wished" || state === "proposed" || state === "held";

export function toneOf({ state, is_waiting }: Standing): Tone {
  if (is_waiting) return "waits";
  return state === "confirmed" || state === "done" || state === "closed" ? "good" : "over";
}
