/** What a class can be taught of what it is owed. */
import type { Schemas } from "../api/shapes";

type Theme = Pick<Schemas["Theme"], "code" | "name" | "levels">;
type Duty = Pick<Schemas["Duty"], "code" | "themes">;

/** The themes of the duties of a class that are for every one of its levels. */
export function themesOwed<T extends Theme>(
  themes: readonly T[],
  duties: readonly Duty[],
  owed: readonly string[],
  levels: readonly Theme["levels"][number][],
): T[] {
  const codes = new Set(duties.filter(({ code }) => owed.includes(code)).flatMap((duty) => duty.themes));
  return themes.filter(
    (theme) => codes.has(theme.code) && levels.every((level) => theme.levels.includes(level)),
  );
}
