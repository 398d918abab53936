/** What fits the levels chosen, and what is about the same for others. */
import type { paths } from "../api/schema";
import type { Question } from "./asking";

type Query = paths["/api/v1/materials/fitting/"]["get"]["parameters"]["query"];

/** Only a subject that was chosen says what "the same" is: one theme or one axis, for some level. */
export function asksForOthers({ chosen }: Question): boolean {
  return chosen.level.length > 0 && (chosen.theme.length === 1 || chosen.axis.length === 1);
}

export function fittingOf({ chosen }: Question): Query {
  const [theme] = chosen.theme;
  const [axis] = chosen.axis;
  return {
    level: [...chosen.level] as Query["level"],
    ...(theme ? { theme } : {}),
    ...(axis ? { axis: axis as NonNullable<Query["axis"]> } : {}),
    outside: true,
  };
}
