/** One gesture of a person is one key, kept over every try until the server has decided. */
import { Problem } from "./problem";

/** The header of a gesture's key. */
export type Key = { "Idempotency-Key": string };

/** A key for one gesture: the same gesture sent again keeps its key, and is done once. */
export function gesture(): Key {
  return { "Idempotency-Key": crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
}

/** Whether trying again with the same key may still bring what was asked for. */
export function mayTryAgain(thrown: unknown): boolean {
  if (!(thrown instanceof Problem)) return true;
  return thrown.status === 0 || thrown.status >= 500 || NOT_YET.has(thrown.status);
}
// Sign in first; came too late, too early or too often: nothing has been decided.
const NOT_YET = new Set([401, 408, 425, 429]);

/** Whether what was sent may have been done, though no answer says so. */
export function isInDoubt(thrown: unknown): boolean {
  return !(thrown instanceof Problem) || thrown.status === 0 || thrown.status >= 500;
}

export class Gestures {
  #undecided = new Map<string, Key>();

  /** Send with the key of this gesture; `about` tells gestures of one place apart. */
  async send<T>(act: (key: Key) => Promise<T>, about = ""): Promise<T> {
    const key = this.#undecided.get(about) ?? gesture();
    this.#undecided.set(about, key);
    try {
      const answer = await act(key);
      this.#undecided.delete(about);
      return answer;
    } catch (thrown) {
      if (!mayTryAgain(thrown)) this.#undecided.delete(about);
      throw thrown;
    }
  }
}
