/** The materials of a collection, in their order, as they are moved about. */
import type { Schemas } from "../api/shapes";

export interface Line {
  material: string;
  title: string;
  note: string;
}

export const linesOf = (entries: readonly Schemas["Collected"][]): Line[] =>
  entries.map(({ material, note }) => ({ material: material.public_id, title: material.title, note }));

/** One place up (-1) or down (1); at an end it stays. */
export function moved(lines: readonly Line[], index: number, by: -1 | 1): Line[] {
  const to = index + by;
  const line = lines[index];
  if (!line || to < 0 || to >= lines.length) return [...lines];
  const others = lines.filter((_, place) => place !== index);
  return [...others.slice(0, to), line, ...others.slice(to)];
}

/** With a material at its end; one that is there already stays where it is. */
export function added(lines: readonly Line[], material: string, title: string): Line[] {
  const isThere = lines.some((line) => line.material === material);
  return isThere ? [...lines] : [...lines, { material, title, note: "" }];
}
