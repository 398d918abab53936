import { expect, test } from "vitest";
import type { Schemas } from "../api/shapes";
import { addressOf, choicesOf, pagesFor, queryOf, readQuestion, toggled, withoutChoices } from "./asking";

const ASKED = "/library?q=harc%C3%A8lement+&level=6E&level=5E&theme=HAR&page=3&view=list";
const ask = (address: string) => readQuestion(new URL(address, "https://site.test").search);

test("an address says a search whole, and is written back the same", () => {
  const question = ask(ASKED);

  expect(question.words).toBe("harcèlement ");
  expect(question.chosen.level).toEqual(["6E", "5E"]);
  expect(addressOf(question)).toBe(ASKED);
  expect(addressOf(ask("/library"))).toBe("/library");
});

test.each(["page=0", "page=-1", "page=x", "page=99999", "view=pile"])("%s is not followed", (said) => {
  expect(addressOf(readQuestion(`?${said}`))).toBe("/library");
});

test("the API is asked only for what was asked", () => {
  expect(queryOf(ask("/library?level=6E"))).toEqual({ level: ["6E"], page: 1, page_size: 20 });
  expect(queryOf(ask(ASKED))).toMatchObject({ q: "harcèlement ", theme: ["HAR"], page: 3 });
});

test("a choice is taken, then left, and begins at the first page", () => {
  const taken = toggled(ask(ASKED), "kind", "VIDEO");
  const left = toggled(taken, "level", "6E");

  expect([taken.chosen.kind, taken.page]).toEqual([["VIDEO"], 1]);
  expect(left.chosen.level).toEqual(["5E"]);
  expect(addressOf(withoutChoices(left))).toBe("/library?q=harc%C3%A8lement+&view=list");
});

test("what is chosen is said in the words of the answer", () => {
  const facets = Object.fromEntries(Object.keys(ask("/library").chosen).map((facet) => [facet, []]));
  const answer = { ...facets, level: [{ value: "6E", label: "6e", count: 0 }] } as unknown as Schemas["Facets"];

  expect(choicesOf(ask("/library?level=6E&source=Arte").chosen, answer)).toEqual([
    { facet: "level", value: "6E", label: "6e" },
    { facet: "source", value: "Arte", label: "Arte" },
  ]);
});

test("there is always a page, and the last may be short", () => {
  expect([0, 20, 21].map(pagesFor)).toEqual([1, 1, 2]);
});
