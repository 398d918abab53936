/** What is said of files on their way, whichever way it is. */

export const isAborted = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === "AbortError";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "340 ko", "2,4 Mo", as the language says it. */
export function sizeOf(bytes: number, language: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const format = { style: "unit", unit: UNITS[power], maximumFractionDigits: power > 1 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, format).format(bytes / 1000 ** power);
}
