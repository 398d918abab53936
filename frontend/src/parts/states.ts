/** How a state looks; what it means is said by the API's sentence. */
import type { Schemas } from "../api/shapes";

export type Tone = "waits" | "good" | "over";

export function toneOf(state: Schemas["SessionStateEnum"]): Tone {
  switch (state) {
    case "wished":
    case "proposed":
    case "held":
      return "waits";
    case "confirmed":
    case "done":
    case "closed":
      return "good";
    default:
      return "over";
  }
}
