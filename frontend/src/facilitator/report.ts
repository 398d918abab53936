/** A report as a form: counts by class, as typed and as sent. */
import type { Schemas } from "../api/shapes";
import { isTyped } from "../parts/numbers";

type Group = Pick<Schemas["ClassGroupBrief"], "id" | "label" | "headcount">;

/** More pupils than any class has: what the API takes at most. */
const MOST = 500;

/** The count of one class; empty is not counted. */
export interface Counted {
  group: Group;
  present: string | number | null;
  girls: string;
  boys: string;
}

/** Most often everybody was there: only what differs is changed. */
export const toCount = (groups: readonly Group[]): Counted[] =>
  groups.map((group) => ({ group, present: group.headcount ?? "", girls: "", boys: "" }));

export const mostOf = ({ headcount }: Group): number => headcount ?? MOST;

/** One more or one fewer, never below nobody nor above the class. */
export function stepped(value: string | number | null, by: 1 | -1, most: number): number {
  return Math.min(most, Math.max(0, (isTyped(value) ? Number(value) : 0) + by));
}

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
