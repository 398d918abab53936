/** Proving once more who is there, when the service asks for it in the middle of something. */
import { Problem } from "../api/problem";
import { ProofNeeded } from "./factors";

export class Proof {
  /** What is asked now, and who waits for the answer. */
  asked = $state.raw<{ ways: string[]; answer: (proved: boolean) => void } | null>(null);

  answer(proved: boolean): void {
    this.asked?.answer(proved);
  }

  /** Do something; where a proof is asked for, once it was given. */
  async before<T>(act: () => Promise<T>, refusal: string): Promise<T> {
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof ProofNeeded)) throw thrown;
      const { ways } = thrown;
      const proved = await new Promise<boolean>((answer) => (this.asked = { ways, answer }));
      this.asked = null;
      if (!proved) throw new Problem(401, "not_proved", refusal);
      return act();
    }
  }
}
