/** The figures of activity as they are shown: what the API names, in its order and units. */
import type { Schemas } from "../api/shapes";

export type Figures = Pick<Schemas["ActivityYear"], "given" | "outcomes" | "travel" | "meetings" | "answers">;
/** The groups of figures that an answer about activity holds. */
export const GROUPS = ["given", "outcomes", "travel", "meetings", "answers"] as const;
export type Group = (typeof GROUPS)[number];

/** What a table of parts has room for. */
export const OF_PARTS = ["sessions", "hours", "classes", "participations", "reached"] as const;

/** The number of a figure: null where it is not told. */
export function valueOf(figures: Figures, group: Group, code: string): number | null {
  const value = (figures[group] as Record<string, unknown> | null)?.[code];
  return typeof value === "number" ? value : null;
}

/** Groups of which some year has something to tell. */
export function tellingOf(groups: readonly Schemas["FigureGroup"][], years: readonly Figures[]): (Schemas["FigureGroup"] & { code: Group })[] {
  return groups.filter(
    (one): one is Schemas["FigureGroup"] & { code: Group } =>
      GROUPS.some((code) => code === one.code) &&
      one.figures.some(({ code }) => years.some((year) => (valueOf(year, one.code as Group, code) ?? 0) > 0)),
  );
}
