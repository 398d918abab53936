/** Sending a booking: what is held, and line by line what is not. */
import { answered, api, type Key } from "../api/client";
import { Problem } from "../api/problem";
import type { Schemas } from "../api/shapes";
import type { Choice } from "./address";
import { toBody, type Line } from "./lines";
import { allRefused, byNumber, type Refusals } from "./refusals";

export interface Outcome {
  /** The request that holds what is booked; null when nothing is. */
  made: string | null;
  refusals: Refusals;
}

interface Asked {
  choice: Pick<Choice, "offer" | "adult">;
  lines: readonly Line[];
  /** Numbers of the lines to ask for, in the order to send them. */
  order: readonly number[];
  /** Those of a wish. */
  days: { from: string; until: string };
}

// Something else was sent under this key and has arrived: nothing is said of these lines.
const KEY_REUSED = "idempotency_key_reused";

/** Ask for lines of a form under one key; throws what decided nothing about them. */
export async function ask({ choice, lines, order, days }: Asked, key: Key): Promise<Outcome> {
  const sent = order.flatMap((number) => {
    const line = lines[number];
    const body = line && toBody(line, days);
    return body ? [{ number, body }] : [];
  });
  const body: Schemas["RequestCreateRequest"] = {
    offer: choice.offer as number,
    lines: sent.map((one) => one.body),
    preparation: { en_adult: choice.adult },
  };
  const numbers = sent.map(({ number }) => number);
  try {
    const made = await answered(api.POST("/api/v1/requests/", { headers: key, body }));
    return { made: made.id, refusals: byNumber(made.refused, numbers) };
  } catch (thrown) {
    if (!(thrown instanceof Problem && thrown.status === 409) || thrown.code === KEY_REUSED) throw thrown;
    return { made: null, refusals: allRefused(thrown, numbers) };
  }
}
