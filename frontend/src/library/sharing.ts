/** For whom a link may be made: the API decides, and the page offers nothing that it would refuse. */
import type { Schemas } from "../api/shapes";

export type Reader = Schemas["ReaderEnum"];

/** Whom a material can be shared with; nobody where it is for adults of schools alone. */
export function readersOf({ state, audience }: Pick<Schemas["MaterialDetail"], "state" | "audience">): Reader[] {
  if (state !== "published") return [];
  if (audience === "PUPIL") return ["PUPIL", "PARENT"];
  return audience === "PARENT" ? ["PARENT"] : [];
}
