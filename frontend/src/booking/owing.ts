/** What chosen classes still miss, and which offers give it. */
import type { Schemas } from "../api/shapes";

type Row = Pick<Schemas["Coverage"], "missing"> & {
  class_group: { id: number };
  duty: Pick<Schemas["DutyBrief"], "unit" | "themes">;
};

/** How many sessions one class misses, over the duties that count sessions. */
export function sessionsMissing(rows: readonly Row[], group: number): number {
  return rows
    .filter(({ class_group, duty }) => class_group.id === group && duty.unit === "SESSIONS")
    .reduce((sum, { missing }) => sum + missing, 0);
}

/** How many sessions of an offer the class that misses most of its theme could use. */
export function missingOf(
  rows: readonly Row[],
  classes: readonly number[],
  { theme, duration_minutes }: { theme: { code: string }; duration_minutes: number },
): number {
  const counted = rows
    .filter(({ class_group, duty }) => classes.includes(class_group.id) && duty.themes.includes(theme.code))
    .map(({ missing, duty }) => (duty.unit === "HOURS" ? (missing * 60) / duration_minutes : missing));
  return Math.max(0, ...counted);
}
