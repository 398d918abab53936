/** Signing in again over a page whose session has expired: what waits goes on afterwards. */
import { me } from "../me.svelte";

class Signing {
  /** Whether somebody is asked to sign in again. */
  isAsked = $state(false);
  #waiting: Promise<boolean> | null = null;
  #settle: (isSignedIn: boolean) => void = () => undefined;

  /** Ask, once for all that waits; true when the same person is signed in again. */
  again = (): Promise<boolean> => {
    if (!me.current) return Promise.resolve(false);
    this.#waiting ??= new Promise((settle) => {
      this.#settle = settle;
      this.isAsked = true;
    });
    return this.#waiting;
  };

  settle(isSignedIn: boolean): void {
    this.isAsked = false;
    this.#waiting = null;
    this.#settle(isSignedIn);
  }
}

export const signing = new Signing();
