/** Materials of a session by when they serve: before, during, after. */
import type { Schemas } from "../api/shapes";

type Placed = Schemas["PlacedMaterial"];

export interface AtMoment {
  moment: Placed["moment"];
  label: string;
  materials: Schemas["Material"][];
}

const ORDER = ["BEFORE", "DURING", "AFTER"] as const;

export function byMoment(placed: readonly Placed[]): AtMoment[] {
  return ORDER.flatMap((moment) => {
    const here = placed.filter((one) => one.moment === moment);
    const label = here[0]?.moment_label ?? "";
    return here.length > 0 ? [{ moment, label, materials: here.map((one) => one.material) }] : [];
  });
}
