/** A report as a form: counts by class, as typed and as sent. */
import type { Schemas } from "../api/shapes";
import { isTyped } from "../parts/numbers";

type Group = Pick<Schemas["ClassGroupBrief"], "id" | "label" | "headcount">;

/** The count of one class; empty is not counted. */
export interface Counted {
  group: Group;
  present: string;
  girls: string;
  boys: string;
}

export const toCount = (groups: readonly Group[]): Counted[] =>
  groups.map((group) => ({ group, present: "", girls: "", boys: "" }));

/** What is sent of the classes that were counted. */
export function counts(counted: readonly Counted[]): Schemas["CountSentRequest"][] {
  return counted
    .filter(({ present }) => isTyped(present))
    .map(({ group, present, girls, boys }) => ({
      class_group: group.id,
      present: Number(present),
      ...(isTyped(girls) && { girls: Number(girls) }),
      ...(isTyped(boys) && { boys: Number(boys) }),
    }));
}
