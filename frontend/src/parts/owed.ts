/** The arithmetic of what classes are owed. */

interface Amounts {
  owed: number;
  done: number;
  planned: number;
  missing: number;
}

/** Lengths of the bar in percent; what is beyond what is owed does not lengthen it. */
export function shares({ owed, done, planned }: Amounts): { done: number; planned: number } {
  if (owed <= 0) return { done: 100, planned: 0 };
  const ofOwed = (amount: number) => (100 * amount) / owed;
  const doneShare = Math.min(100, ofOwed(done));
  return { done: doneShare, planned: Math.min(100 - doneShare, ofOwed(planned)) };
}

interface Row extends Amounts {
  class_group: { readonly id: number };
}

/** Gather rows by class, in the order in which the classes come. */
export function byClass<R extends Row>(
  rows: readonly R[],
): { group: R["class_group"]; rows: R[] }[] {
  const gathered = new Map<number, { group: R["class_group"]; rows: R[] }>();
  for (const row of rows) {
    const known = gathered.get(row.class_group.id);
    if (known) known.rows.push(row);
    else gathered.set(row.class_group.id, { group: row.class_group, rows: [row] });
  }
  return [...gathered.values()];
}

/** How many classes still miss something. */
export function classesMissing(rows: readonly Row[]): number {
  return byClass(rows).filter(({ rows: own }) => own.some(({ missing }) => missing > 0)).length;
}
