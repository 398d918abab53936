/** Answers to what waits for the partner. */
import type { Schemas } from "../api/shapes";
import { Gestures, mayTryAgain } from "../api/sending";
import * as acting from "./acting";

type Session = Schemas["Session"];

export class Answers {
  // Each session is a gesture of its own: sent again, it keeps its key until it is decided.
  #gestures = new Gestures();

  /** Answer each session; what refuses one stops no other, what nobody answers stops them all. */
  async each(
    sessions: readonly Session[],
    act: "accept" | "refuse",
    reason: Schemas["ReasonEnum"] = "OTHER",
  ): Promise<{ done: number; refusals: unknown[] }> {
    let done = 0;
    const refusals: unknown[] = [];
    for (const { id } of sessions) {
      try {
        await this.#gestures.send(
          (key) => (act === "accept" ? acting.agree(id, act, key) : acting.end(id, act, reason, key)),
          `${act} ${id}`,
        );
        done += 1;
      } catch (thrown) {
        refusals.push(thrown);
        if (mayTryAgain(thrown)) break;
      }
    }
    return { done, refusals };
  }
}
