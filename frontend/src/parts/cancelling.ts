/** Until when a session is called off freely; the API alone marks what is late. */
import type { Schemas } from "../api/shapes";

type Session = Pick<Schemas["SessionDetail"], "state" | "free_cancellation_until">;

/** The limit and whether it is past; null where cancelling is never late: before it is confirmed. */
export function cancellation(session: Session, now: Date): { until: string; isLate: boolean } | null {
  const until = session.free_cancellation_until;
  if (session.state !== "confirmed" || until === null) return null;
  return { until, isLate: now > new Date(until) };
}
