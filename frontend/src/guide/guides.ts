/** The guide of each role, as written in `docs/guide/`: read when it is opened. */
import type { Kind } from "../navigation";

export const GUIDES = {
  teacher: () => import("../../../docs/guide/teacher.md?raw"),
  head: () => import("../../../docs/guide/head.md?raw"),
  facilitator: () => import("../../../docs/guide/facilitator.md?raw"),
  coordinator: () => import("../../../docs/guide/coordinator.md?raw"),
  funder: () => import("../../../docs/guide/funder.md?raw"),
  integrator: () => import("../../../docs/guide/integrator.md?raw"),
};
export type Guide = keyof typeof GUIDES;

export const isGuide = (name: string): name is Guide => Object.hasOwn(GUIDES, name);

/** The guide that a kind of role opens first. */
export function guideOf(kind: Kind): Guide {
  return kind === "STAFF" ? "teacher" : (kind.toLowerCase() as Exclude<Guide, "integrator">);
}
