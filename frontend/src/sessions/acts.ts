/** Which buttons a session has: the API's `allowed_actions`, in the order people need them. */
import type { Schemas } from "../api/shapes";

// What moves the session on, what changes it, what gives it up.
const ORDER = [
  ["hold", "authorise", "accept", "report", "prepare"],
  ["move", "replace", "close"],
  ["not_held", "refuse", "cancel"],
] as const;

export type Shown = (typeof ORDER)[number][number];
export interface Button {
  act: Shown;
  look: "primary" | "" | "danger";
}
type Session = Pick<Schemas["SessionDetail"], "allowed_actions" | "state" | "readiness">;

/** The buttons of a session, of which one at most is the next thing to do. */
export function buttons({ allowed_actions, state, readiness }: Session): Button[] {
  // A wish is answered at the times offered to it, each with a button of its own.
  const allowed = allowed_actions.filter((act) => act !== "hold" || state !== "wished");
  const [onward, changes, endings] = ORDER.map((acts) => acts.filter((act) => allowed.includes(act)));
  const lacks = readiness.some(({ blocks }) => blocks);
  const next = (onward ?? []).find((act) => act !== "prepare" || lacks);
  return [
    ...[...(onward ?? []), ...(changes ?? [])].map((act) => ({
      act,
      look: act === next ? ("primary" as const) : ("" as const),
    })),
    ...(endings ?? []).map((act) => ({ act, look: "danger" as const })),
  ];
}
