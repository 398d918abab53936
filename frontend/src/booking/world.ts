/** What a booking is made in: a school, its school year, its classes and what they are owed. */
import { answered, api } from "../api/client";
import type { Schemas } from "../api/shapes";

export interface World {
  school: Schemas["School"];
  year: Schemas["SchoolYear"];
  groups: readonly Schemas["ClassGroup"][];
  owed: readonly Schemas["Coverage"][];
}

/** Read it: of the first class chosen, or of the school and the year that people plan for. */
export async function readWorld(uai: string, first: number | undefined): Promise<World | null> {
  const path = { id: String(first) };
  const group = first ? await answered(api.GET("/api/v1/class-groups/{id}/", { params: { path } })) : null;
  const years = await answered(api.GET("/api/v1/school-years/"));
  const year = years.results.find((one) => (group ? one.year === group.school_year : one.planned));
  const school = group?.school ?? uai;
  if (!school || !year) return null;
  const query = { school, school_year: year.year };
  const [read, groups, coverage] = await Promise.all([
    answered(api.GET("/api/v1/schools/{uai}/", { params: { path: { uai: school } } })),
    answered(api.GET("/api/v1/class-groups/", { params: { query: { ...query, page_size: 200 } } })),
    answered(api.GET("/api/v1/coverage/", { params: { query } })),
  ]);
  return { school: read, year, groups: groups.results, owed: coverage.results };
}
