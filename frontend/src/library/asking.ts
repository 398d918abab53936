/** A search is its address: reloading, going back and sending it on keep what was asked. */
import type { paths } from "../api/schema";
import type { Schemas } from "../api/shapes";

export type Facet = keyof Schemas["Facets"];
export type Chosen = Readonly<Record<Facet, readonly string[]>>;
export const VIEWS = ["covers", "list"] as const;
export type View = (typeof VIEWS)[number];
type Query = NonNullable<paths["/api/v1/materials/search/"]["get"]["parameters"]["query"]>;

/** In the order in which they are shown: what narrows most first. */
export const FACETS = [
  "level", "theme", "kind", "audience", "axis", "duration", "accessibility", "language", "source", "licence",
] as const satisfies readonly Facet[];
export const PAGE_SIZE = 20;

export interface Question {
  /** As typed: a space at the end says that the last word is complete. */
  words: string;
  chosen: Chosen;
  /** From 1. */
  page: number;
  view: View;
}

export function readQuestion(search: string): Question {
  const said = new URLSearchParams(search);
  const page = said.get("page") ?? "";
  return {
    words: said.get("q") ?? "",
    chosen: Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(said.getAll(facet))]])) as Record<Facet, string[]>,
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
    view: VIEWS.find((view) => view === said.get("view")) ?? "covers",
  };
}

/** Write an address; what is not asked is not written. */
export function addressOf({ words, chosen, page, view }: Question): string {
  const said = new URLSearchParams();
  if (words) said.set("q", words);
  for (const facet of FACETS) for (const value of chosen[facet]) said.append(facet, value);
  if (page > 1) said.set("page", String(page));
  if (view !== "covers") said.set("view", view);
  return said.size === 0 ? "/library" : `/library?${said}`;
}

/** What the API is asked: the codes of an old address are its to refuse. */
export function queryOf({ words, chosen, page }: Question): Query {
  const asked = FACETS.filter((facet) => chosen[facet].length > 0).map((facet) => [facet, [...chosen[facet]]]);
  return { ...(words ? { q: words } : {}), ...Object.fromEntries(asked), page, page_size: PAGE_SIZE };
}

/** The question with a value of a facet taken or left; another question begins at its first page. */
export function toggled(question: Question, facet: Facet, value: string): Question {
  const before = question.chosen[facet];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...question, chosen: { ...question.chosen, [facet]: after }, page: 1 };
}

export function withoutChoices(question: Question): Question {
  return { ...question, chosen: readQuestion("").chosen, page: 1 };
}

export interface Choice {
  facet: Facet;
  value: string;
  label: string;
}

/** All that is chosen, in the words of the answer; a value that it does not know as it is. */
export function choicesOf(chosen: Chosen, facets: Schemas["Facets"]): Choice[] {
  return FACETS.flatMap((facet) =>
    chosen[facet].map((value) => {
      const label = facets[facet].find((one) => one.value === value)?.label ?? value;
      return { facet, value, label };
    }),
  );
}

export const pagesFor = (count: number): number => Math.max(1, Math.ceil(count / PAGE_SIZE));
