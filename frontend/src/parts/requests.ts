/** Sessions by the request they were asked in. */
import type { Schemas } from "../api/shapes";

type Session = Schemas["Session"];

/** The sessions of one gesture of a teacher. */
export interface Asked<S = Session> {
  key: string;
  sessions: S[];
}

/** Sessions by the request they were asked in, in the order in which the first of each comes. */
export function byRequest<S extends { id: string; request: { id: string } | null }>(sessions: readonly S[]): Asked<S>[] {
  const requests = new Map<string, Asked<S>>();
  for (const session of sessions) {
    const key = session.request?.id ?? session.id;
    const asked = requests.get(key) ?? { key, sessions: [] };
    asked.sessions.push(session);
    requests.set(key, asked);
  }
  return [...requests.values()];
}
