/** How far a file has left, how large it is, and what was answered. */

/** Until all of it has left it is 99 at most: 100 says that it is being checked. */
export function percentOf(loaded: number, total: number): number {
  return total > 0 ? Math.min(99, Math.floor((100 * loaded) / total)) : 0;
}

/** What is said aloud of the progress: each quarter, rather than each percent. */
export const quarterOf = (percent: number): number => 25 * Math.floor(percent / 25);

/** The body of an answer; what stood in between may have answered with something else. */
export function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
