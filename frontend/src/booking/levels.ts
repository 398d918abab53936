/** Classes gathered by level, so that a whole level is one tick. */
import type { Schemas } from "../api/shapes";

type Group = Pick<Schemas["ClassGroup"], "id" | "levels">;

export interface LevelOf<G> {
  levels: Schemas["ClassGroup"]["levels"];
  groups: G[];
}

/** In the order of the list; a class of several levels stands with those of the same. */
export function byLevel<G extends Group>(groups: readonly G[]): LevelOf<G>[] {
  const gathered = new Map<string, LevelOf<G>>();
  for (const group of groups) {
    const key = group.levels.join();
    const known = gathered.get(key);
    if (known) known.groups.push(group);
    else gathered.set(key, { levels: group.levels, groups: [group] });
  }
  return [...gathered.values()];
}

/** Of a level: all, some or none chosen. */
export function share(groups: readonly Group[], chosen: readonly number[]): "all" | "some" | "none" {
  const found = groups.filter(({ id }) => chosen.includes(id)).length;
  if (found === 0) return "none";
  return found === groups.length ? "all" : "some";
}

/** The choice after ticking these classes, or unticking them, in the order of the list. */
export function ticked(
  list: readonly Group[],
  chosen: readonly number[],
  these: readonly Group[],
  isOn: boolean,
): number[] {
  const touched = new Set(these.map(({ id }) => id));
  return list.map(({ id }) => id).filter((id) => (touched.has(id) ? isOn : chosen.includes(id)));
}
