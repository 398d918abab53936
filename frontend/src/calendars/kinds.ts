/** Which calendars one may still make; the API decides, this only spares a refusal. */
import type { Schemas } from "../api/shapes";

type Kind = Schemas["Feed"]["kind"];

interface Person {
  teaches: boolean;
  gives: boolean;
  /** At a school, or comes from a school's page. */
  works: boolean;
  coordinates: boolean;
  /** The kinds of the calendars there are: one's own sessions need no second. */
  has: readonly Kind[];
}

export function kindsToChoose({ teaches, gives, works, coordinates, has }: Person): Kind[] {
  const open: Record<Kind, boolean> = {
    teacher: teaches && !has.includes("teacher"),
    facilitator: gives && !has.includes("facilitator"),
    territory: coordinates && !has.includes("territory"),
    school: works || coordinates,
    class_group: works || coordinates,
    offer: gives || coordinates,
  };
  return (Object.keys(open) as Kind[]).filter((kind) => open[kind]);
}
