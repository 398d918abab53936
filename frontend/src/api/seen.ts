/** Answers out of the service worker's store say when they were last seen; who reads may ask. */
import { SEEN_AT } from "../worker/rules";

const watching = new Set<(at: string) => void>();

export function noteSeen(answer: Response): void {
  const at = answer.headers.get(SEEN_AT);
  if (at) for (const note of watching) note(at);
}

/** Read, and tell the oldest of what came out of the store meanwhile; null when nothing did. */
export async function withSeen<T>(read: () => Promise<T>): Promise<{ value: T; seenAt: string | null }> {
  let seenAt: string | null = null;
  const note = (at: string) => (seenAt = seenAt === null || at < seenAt ? at : seenAt);
  watching.add(note);
  try {
    const value = await read();
    return { value, seenAt };
  } finally {
    watching.delete(note);
  }
}
