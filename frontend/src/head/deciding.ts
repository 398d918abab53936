/** What waits for a head, gathered by the request it was asked in, the most urgent first. */
import type { Schemas } from "../api/shapes";

type Session = Pick<Schemas["Session"], "id" | "starts_at" | "held_until" | "request" | "revised_at">;

export interface Asked<S> {
  id: string;
  by: string;
  at: string | null;
  /** Until when its first answer is of use. */
  until: string;
  sessions: S[];
}

export function byRequest<S extends Session>(sessions: readonly S[]): Asked<S>[] {
  const asked = new Map<string, Asked<S>>();
  for (const session of [...sessions].sort((a, b) => order(a.starts_at, b.starts_at))) {
    const { id, asked_by: by, created_at: at } = session.request ?? { id: session.id, asked_by: "", created_at: null };
    const until = session.held_until ?? "";
    const known = asked.get(id) ?? { id, by, at, until, sessions: [] };
    known.sessions.push(session);
    if (order(until, known.until) < 0) known.until = until;
    asked.set(id, known);
  }
  return [...asked.values()].sort((a, b) => order(a.until, b.until));
}

const order = (a: string | null, b: string | null) => (a ?? "").localeCompare(b ?? "");

/** What the API is told of sessions decided on: each as it was read. */
export const asRead = (sessions: readonly Session[]): { id: string; revised_at: string }[] =>
  sessions.map(({ id, revised_at }) => ({ id, revised_at }));

export type Decision = "authorise" | "refuse";
type Line = Pick<Schemas["DoneLine"], "id" | "detail" | "state" | "sentence" | "allowed_actions">;
type Became = Pick<Schemas["Session"], "id" | "state" | "sentence" | "allowed_actions">;

/** A session as it has become; `refusal` says why nothing was decided on it, empty where something was. */
export interface Outcome<S> {
  session: S;
  refusal: string;
}

/** What was read, with what the API answers to each; a session gone out of reach stays as it was read. */
export function outcomesOf<S extends Became>(read: readonly S[], lines: readonly Line[]): Outcome<S>[] {
  const answers = new Map(lines.map((line) => [line.id, line]));
  return read.flatMap((session) => {
    const line = answers.get(session.id);
    if (!line) return [];
    const { detail: refusal, state, sentence, allowed_actions } = line;
    return { session: state === "" ? session : { ...session, state, sentence, allowed_actions }, refusal };
  });
}

/** The act that takes a given authorisation back, as the API allows it now; null when none does. */
export const wayBack = (session: Pick<Schemas["Session"], "allowed_actions">): "refuse" | "cancel" | null =>
  (["refuse", "cancel"] as const).find((act) => session.allowed_actions.includes(act)) ?? null;
