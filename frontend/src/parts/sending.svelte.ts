/** Sending, as a page shows it: under way, slow, failed, to be tried again. */
import type { Key } from "../api/client";
import { Gestures, mayTryAgain } from "../api/sending";

const SLOW_AFTER_MS = 6000;

export type Act = (key: Key) => Promise<unknown>;
interface More {
  /** Which of several gestures this is: each has its own key. */
  about?: string;
  /** Called once the server has decided; whether it did what was asked. */
  decided?: (isDone: boolean) => void;
}

export class Sending {
  isSending = $state(false);
  isSlow = $state(false);
  failure = $state.raw<unknown>(null);
  readonly mayTryAgain = $derived(this.failure !== null && mayTryAgain(this.failure));
  #gestures = new Gestures();
  #last: (() => Promise<boolean>) | null = null;

  /** Send; true once it is done. A second press while sending does nothing. */
  async run(act: Act, more: More = {}): Promise<boolean> {
    if (this.isSending) return false;
    this.#last = () => this.run(act, more);
    this.isSending = true;
    this.failure = null;
    const timer = setTimeout(() => (this.isSlow = true), SLOW_AFTER_MS);
    try {
      await this.#gestures.send(act, more.about);
    } catch (thrown) {
      this.failure = thrown;
    } finally {
      clearTimeout(timer);
      this.isSending = this.isSlow = false;
    }
    const isDone = this.failure === null;
    if (isDone || !this.mayTryAgain) more.decided?.(isDone);
    return isDone;
  }

  /** The same once more, with the same key. */
  again = (): Promise<boolean> => this.#last?.() ?? Promise.resolve(false);
}
