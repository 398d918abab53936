/** Clashes by grade, and where each is lifted. */
import type { Schemas } from "../api/shapes";

export type Clash = Schemas["Clash"];

/** The grades that hold something, hard first; one alone when only that is asked for. */
export function graded(clashes: readonly Clash[], only: Clash["grade"] | null): { grade: Clash["grade"]; clashes: Clash[] }[] {
  return (["hard", "soft"] as const)
    .filter((grade) => only === null || grade === only)
    .map((grade) => ({ grade, clashes: clashes.filter((one) => one.grade === grade) }))
    .filter((one) => one.clashes.length > 0);
}

/** The page that opens the act at once; the acts that lift a clash are all on the session's pages. */
export function addressToLift({ session }: Pick<Clash, "session">, act: Clash["lifted_by"][number]): string {
  return act === "move" ? `/sessions/${session.id}/time` : `/sessions/${session.id}?act=${act}`;
}
