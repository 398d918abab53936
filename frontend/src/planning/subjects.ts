/** Whose planning the reader may choose. */
import { answered, api } from "../api/client";
import { me } from "../me.svelte";
import type { By } from "./planning";

const ALL = 500;

export interface Subject {
  by: By;
  of: string;
  label: string;
}

/** The reader's own planning: of the first school, or of oneself as a facilitator. */
export async function ownSubject(): Promise<Subject | null> {
  const [school] = me.schools;
  if (school) return { by: "school", of: school.uai, label: school.name };
  if (me.choosesSchools) return null;
  return (await facilitators())[0] ?? null;
}

/** Schools, classes of a school year and facilitators; `uai` adds a school that is looked at. */
export async function subjects(year: number, uai: string, name: string): Promise<Record<By, Subject[]>> {
  const schools = new Map(me.schools.map((school) => [school.uai, school.name]));
  if (uai) schools.set(uai, name);
  const [group, facilitator] = await Promise.all([classes(year, [...schools]), facilitators()]);
  const school = me.may("coverage.read")
    ? [...schools].map(([of, label]) => ({ by: "school" as const, of, label }))
    : []; // partners see classes, not schools
  return { school, class_group: group, facilitator };
}

async function facilitators(): Promise<Subject[]> {
  if (!me.may("facilitator.read")) return [];
  const query = { page_size: ALL };
  const { results } = await answered(api.GET("/api/v1/facilitators/", { params: { query } }));
  return results.map(({ id, name }) => ({ by: "facilitator", of: String(id), label: name }));
}

async function classes(year: number, schools: [string, string][]): Promise<Subject[]> {
  const years = await answered(api.GET("/api/v1/school-years/"));
  if (!years.results.some((one) => one.year === year)) return []; // a year that is not open has no class
  const asked = schools.map(async ([school, name]) => {
    const query = { school, school_year: year, page_size: ALL };
    const { results } = await answered(api.GET("/api/v1/class-groups/", { params: { query } }));
    const where = schools.length > 1 ? `, ${name}` : "";
    return results.map(({ id, label }) => ({ by: "class_group" as const, of: String(id), label: label + where }));
  });
  return (await Promise.all(asked)).flat();
}
