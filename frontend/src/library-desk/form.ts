/** What is typed of a material, and what the API is sent of it. */
import type { Schemas } from "../api/shapes";
import { isTyped } from "../parts/numbers";
import type { Language } from "../words/dates";

type Entry = Schemas["MaterialEntryRequest"];
type Detail = Schemas["MaterialDetail"];
export type Choices = Schemas["MaterialChoices"];

/** Fields as they are typed: a choice not made yet is empty. */
export interface Written {
  title: string;
  description: string;
  kind: Entry["kind"] | "";
  audience: Entry["audience"] | "";
  levels: Entry["levels"];
  themes: string[];
  axes: string[];
  /** A field of numbers: text, a number, or null once emptied. */
  duration: string | number | null;
  language: string;
  author: string;
  publisher: string;
  url: string;
  licence: Entry["licence"] | "";
  accessibility: string[];
  warnings: string[];
  advice: string;
}

export const blank = (): Written => ({
  title: "",
  description: "",
  kind: "",
  audience: "",
  levels: [],
  themes: [],
  axes: [],
  duration: "",
  language: "fr",
  author: "",
  publisher: "",
  url: "",
  licence: "",
  accessibility: [],
  warnings: [],
  advice: "",
});

const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);

export const writtenOf = (material: Detail): Written => ({
  title: material.title,
  description: material.description,
  kind: material.kind,
  audience: material.audience,
  levels: [...material.levels],
  themes: codes(material.themes),
  axes: codes(material.axes),
  duration: material.duration_minutes === null ? "" : String(material.duration_minutes),
  language: material.language,
  author: material.author,
  publisher: material.publisher,
  url: material.url,
  licence: material.licence,
  accessibility: codes(material.accessibility),
  warnings: codes(material.warnings),
  advice: material.adult_advice,
});

/** What the API is sent; it says itself what is missing. */
export function entryOf({ duration, advice, ...written }: Written): Entry {
  return {
    ...written,
    duration_minutes: isTyped(duration) ? Number(duration) : null,
    adult_advice: advice,
  } as Entry;
}

/** Whether something was typed that is not saved; the order of what is ticked says nothing. */
export function isChanged(now: Written, saved: Written): boolean {
  return plain(now) !== plain(saved);
}
function plain(written: Written): string {
  return JSON.stringify(entryOf(written), (_key, value: unknown) =>
    Array.isArray(value) ? [...(value as string[])].sort() : value,
  );
}

/** A label of the API at the head of a line. */
export const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

/** A closed list as selects take it. */
export const asChoices = (list: readonly { code: string; label: string }[]): Record<string, string> =>
  Object.fromEntries(list.map(({ code, label }) => [code, capital(label)]));

const LANGUAGES = ["fr", "en", "ar", "es", "pt", "it", "de", "nl", "tr", "pl", "ro", "uk", "ru", "fsl"];

/** Languages that materials come in, and the one that this material has, each by its name. */
export function languages(reader: Language, known: string): Record<string, string> {
  const names = new Intl.DisplayNames([reader], { type: "language" });
  const listed = LANGUAGES.includes(known) || !known ? LANGUAGES : [...LANGUAGES, known];
  return Object.fromEntries(listed.map((code) => [code, names.of(code) ?? code]));
}
