/** How a state looks; what it means is said by the API's sentence. */
import type { Schemas } from "../api/shapes";

export type Tone = "waits" | "good" | "over";
type State = Schemas["SessionStateEnum"];
/** What of a session tells how it stands. */
export type Standing = Pick<Schemas["Session"], "state" | "ends_at">;

/** Whether it is not sure yet that a session takes place. */
export const isUnsettled = (state: State): boolean => state === "wished" || state === "proposed" || state === "held";

/** Whether a session is over, and nobody has said yet what became of it. */
const lacksOutcome = ({ state, ends_at }: Standing, now: Date): boolean =>
  state === "confirmed" && ends_at !== null && new Date(ends_at) <= now;

export function toneOf(session: Standing, now: Date): Tone {
  const { state } = session;
  if (isUnsettled(state) || lacksOutcome(session, now)) return "waits";
  return state === "confirmed" || state === "done" || state === "closed" ? "good" : "over";
}
