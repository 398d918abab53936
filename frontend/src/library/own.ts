/** The materials of coming sessions, by session and by moment. */
import type { Schemas } from "../api/shapes";
import { byMoment, type AtMoment } from "../parts/moments";

type Session = Pick<Schemas["Session"], "id" | "materials">;

export interface Prepared<S> {
  session: S;
  moments: AtMoment[];
}

/** Sessions that come with materials, in their order; how many come with none. */
export function prepared<S extends Session>(sessions: readonly S[]): { list: Prepared<S>[]; without: number } {
  const list = sessions
    .filter(({ materials }) => materials.length > 0)
    .map((session) => ({ session, moments: byMoment(session.materials) }));
  return { list, without: sessions.length - list.length };
}
