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

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "340 ko", "2,4 Mo", as the language says it. */
export function sizeOf(bytes: number, language: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const format = { style: "unit", unit: UNITS[power], maximumFractionDigits: power > 1 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, format).format(bytes / 1000 ** power);
}
