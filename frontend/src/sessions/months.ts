/** Sessions gathered by the month of their school's day. */
import type { Schemas } from "../api/shapes";
import { dayKey } from "../words/dates";

type Dated = Pick<Schemas["Session"], "starts_at" | "school">;

export function byMonth<S extends Dated>(sessions: readonly S[]): { month: string; sessions: S[] }[] {
  const months: { month: string; sessions: S[] }[] = [];
  for (const session of sessions) {
    if (session.starts_at === null) continue; // a wish is of no month yet
    const month = dayKey(session.starts_at, session.school.time_zone).slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.sessions.push(session);
    else months.push({ month, sessions: [session] });
  }
  return months;
}
