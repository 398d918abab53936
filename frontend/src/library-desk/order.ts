/** Which acts are shown, in which order, and by which name. */
import type { Schemas } from "../api/shapes";

type Detail = Schemas["MaterialDetail"];
export type Act = Detail["allowed_actions"][number];
/** As it is said: of a published material, to publish is to renew its review. */
export type Said = Act | "renew";

export const saidOf = (what: Act, state: Detail["state"]): Said =>
  what === "publish" && (state === "published" || state === "expired") ? "renew" : what;

// Which comes first when several may be done.
const ORDER: readonly Act[] = ["publish", "submit", "reopen", "send_back", "withdraw"];

/** The acts in the order to show them: the usual next one first, what takes away last. */
export const inOrder = (allowed: readonly Act[]): Act[] => ORDER.filter((one) => allowed.includes(one));
