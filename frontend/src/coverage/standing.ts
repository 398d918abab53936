/** How classes stand under a duty, and who is owed the most; amounts are in the duty's unit. */

interface Amounts {
  owed: number;
  done: number;
  planned: number;
  missing: number;
}
export interface Figures extends Amounts {
  duty: string;
  classes: number;
  unknown_classes: number;
}

export type Standing = "done" | "planned" | "missing" | "unknown";

/** The first that holds: everything done, all of it planned, nothing ever recorded, something missing. */
export function standingOf(of: Amounts & { classes: number; unknown_classes: number }): Standing {
  if (of.missing <= 0) return of.planned > 0 ? "planned" : "done";
  return of.unknown_classes >= of.classes ? "unknown" : "missing";
}

/**
 * What is missing, in whole classes: one for each class without anything under one duty.
 * Sessions and hours are of no common unit; a class that lacks all of a duty is, in both.
 */
export function debtOf(rows: readonly Pick<Figures, "owed" | "missing" | "classes">[]): number {
  return rows.reduce((sum, { owed, missing, classes }) => sum + (owed > 0 ? (missing * classes) / owed : 0), 0);
}

/**
 * How much of what is owed was done, from 0 to 1; null where nothing is owed. Each duty weighs as
 * many as its classes, and what one class had beyond its amount makes up for no other.
 */
export function shareDone(rows: readonly (Pick<Figures, "owed" | "classes"> & { to_give: number })[]): number | null {
  const owed = rows.filter((one) => one.owed > 0);
  const classes = owed.reduce((sum, one) => sum + one.classes, 0);
  if (classes === 0) return null;
  const left = owed.reduce((sum, one) => sum + (one.to_give * one.classes) / one.owed, 0);
  return 1 - left / classes;
}

interface Row {
  name: string;
  about: string;
  owed: readonly Figures[];
}

/** Words without accents or case, as people type them. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The rows whose name or place hold each word, in the order asked for. */
export function arranged<R extends Row>(rows: readonly R[], search: string, sort: "owed" | "name"): R[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => words.every((word) => plain(`${row.name} ${row.about}`).includes(word)));
  if (sort === "name") return found; // as the API gives them
  const debts = new Map(found.map((row) => [row, debtOf(row.owed)]));
  return found.sort((one, other) => (debts.get(other) ?? 0) - (debts.get(one) ?? 0));
}

interface ClassRow extends Amounts {
  class_group: { readonly id: number; readonly label: string };
}

/** Classes with their rows, the one that is owed the most first; else as they came. */
export function byDebt<R extends ClassRow>(rows: readonly R[]): { group: R["class_group"]; rows: R[] }[] {
  const gathered = new Map<number, { group: R["class_group"]; rows: R[] }>();
  for (const row of rows) {
    const known = gathered.get(row.class_group.id) ?? { group: row.class_group, rows: [] as R[] };
    known.rows.push(row);
    gathered.set(row.class_group.id, known);
  }
  const debt = (of: readonly R[]) => debtOf(of.map((row) => ({ ...row, classes: 1 })));
  return [...gathered.values()].sort((one, other) => debt(other.rows) - debt(one.rows));
}

/** What a class had on average under a duty, to the hundredth. */
export const perClass = ({ done, classes }: { done: number; classes: number }): number =>
  classes > 0 ? Math.round((100 * done) / classes) / 100 : 0;
