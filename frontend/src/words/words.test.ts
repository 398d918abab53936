import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en";
import { coverage as enCoverage } from "./en.coverage";
import { aboutLibrary as enLibrary } from "./en.library";
import { libraryDesk as enLibraryDesk } from "./en.libraryDesk";
import { papers as enPapers } from "./en.papers";
import { aboutSecurity as enSecurity } from "./en.security";
import * as enWorklist from "./en.worklist";
import { fr } from "./fr";
import { coverage as frCoverage } from "./fr.coverage";
import { aboutLibrary as frLibrary } from "./fr.library";
import { libraryDesk as frLibraryDesk } from "./fr.libraryDesk";
import { papers as frPapers } from "./fr.papers";
import { aboutSecurity as frSecurity } from "./fr.security";
import * as frWorklist from "./fr.worklist";

/** The paths of all words, with the length of lists: "help.steps.3". */
function paths(words: object, above = ""): string[] {
  return Object.entries(words).flatMap(([key, said]) =>
    typeof said === "object" ? paths(said as object, `${above}${key}.`) : [above + key],
  );
}

test("both languages have the same words", () => {
  expect(paths(en).sort()).toEqual(paths(fr).sort());
  expect(paths(enSecurity).sort()).toEqual(paths(frSecurity).sort());
  expect(paths(enLibrary).sort()).toEqual(paths(frLibrary).sort());
  expect(paths(enPapers).sort()).toEqual(paths(frPapers).sort());
  expect(paths(enCoverage).sort()).toEqual(paths(frCoverage).sort());
  expect(paths(enLibraryDesk).sort()).toEqual(paths(frLibraryDesk).sort());
  expect(paths(enWorklist).sort()).toEqual(paths(frWorklist).sort());
});

test("French keeps its marks on the line: no-break spaces stand before and inside them", () => {
  // Each file by itself: a template inside a template loses count to the end of the file.
  const strings = readdirSync(new URL(".", import.meta.url))
    .filter((file) => /^fr\b.*\.ts$/.test(file))
    .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
    .flatMap((source) => [...source.matchAll(/"(?:[^"\\]|\\.)*"|`(?:\$\{[^}]*\}|[^`])*`/g)])
    .map(([text]) => text.replace(/\$\{.*?\}/g, "…"));

  expect(strings.filter((text) => /[ \w][ ][;:!?»]|« |\p{L}[;!?»]|\d h\b/u.test(text))).toEqual([]);
});

test("French says 0 and 1 in the singular, English only 1", () => {
  expect([fr.schools.found(0), fr.schools.found(2)]).toEqual(["0 établissement.", "2 établissements."]);
  expect([en.schools.found(0), en.schools.found(1)]).toEqual(["0 schools.", "1 school."]);
});

test("levels are written as schools write them", () => {
  const said = fr.classes.about(["CM2", "6E", "2NDE", "TLE"], 24);

  expect(said).toBe("CM2, 6e, 2de, Tle, 24 élèves");
});

test("what is owed is said in words", () => {
  const amounts = { done: 1, planned: 0, missing: 2, say: String };

  expect(fr.owed.sentence(amounts)).toBe("1 faite, 2 à prévoir");
  expect(fr.owed.sentence({ ...amounts, done: 2, planned: 1, missing: 0 })).toBe(
    "2 faites, 1 prévue, rien à prévoir",
  );
});
