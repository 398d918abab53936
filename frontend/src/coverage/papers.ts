/** Papers of a year that take long: how they are asked for, and how far each is. */
import { Problem } from "../api/problem";
import { isInDoubt } from "../api/sending";
import type { Schemas } from "../api/shapes";
import type { papersWords } from "../words/papers";
import { filterOf, type Asked } from "./address";

export type Order = Schemas["PaperOrder"];
export type NewOrder = Schemas["NewPaperOrderRequest"];
type Words = Pick<ReturnType<typeof papersWords>, "making" | "orders">;
type Of = { school_year: number } | { calendar_year: number };

/** What is sent to have a paper made, of what the address of the page asks. */
export function orderOf(paper: NewOrder["paper"], of: Of, asked: Asked): NewOrder {
  const { theme, partner, qpv } = asked;
  return {
    paper,
    ...of,
    ...filterOf(asked),
    // A body has types, where an address has words.
    ...(qpv && { qpv: qpv === "true" }),
    ...(theme && { theme }),
    ...(partner && { partner: Number(partner) }),
  };
}

export const isUnfinished = ({ state }: Pick<Order, "state">): boolean => state === "waiting" || state === "making";

/** What was unfinished and is so no more. */
export function finishedSince(before: readonly Order[], now: readonly Order[]): Order[] {
  const inHand = new Set(before.filter(isUnfinished).map(({ id }) => id));
  return now.filter((order) => inHand.has(order.id) && !isUnfinished(order));
}

/** The rows of one whose first rows are written; what is read before that has no measure. */
export const rowsOf = ({ rows_done: done, rows_total: total }: Order): { done: number; total: number } | null =>
  total !== null && done > 0 ? { done, total } : null;

/** How far one is that is not finished, in words. */
export function wayOf(order: Order, words: Words, say: (count: number) => string): string {
  const rows = rowsOf(order);
  if (order.state === "waiting") return words.orders.waiting;
  return rows ? words.orders.rows(rows.done, rows.total, say) : words.making;
}

export const FIRST_PAUSE_MS = 1000;
export const LONGEST_PAUSE_MS = 5000;
/** Most papers take seconds; those that take minutes are looked at less and less often. */
export const longer = (pause: number): number => Math.min(1.2 * pause, LONGEST_PAUSE_MS);

/** Whether what a reading failed of may pass by itself; nobody is asked again and again to sign in. */
export const mayPass = (thrown: unknown): boolean =>
  isInDoubt(thrown) || (thrown instanceof Problem && thrown.status === 429);
