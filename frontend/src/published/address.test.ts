import { expect, test } from "vitest";
import { fileAddress, publishedAddress, shownOf } from "./address";

const year = (of: number) => ({ year: of, name: `${of}-${of + 1}`, published_on: `${of + 1}-09-01`, preview: false });
const territory = (code: string) => ({ code, name: code, is_part: false });
const CHOICES = { territories: [territory("245900001"), territory("59001")], years: [year(2025), year(2024)] };

test("an address says which territory and year, and is written as it was read", () => {
  const address = publishedAddress("59001", 2024);
  const shown = shownOf(address.slice(address.indexOf("?")), CHOICES);

  expect(shown).toEqual({ territory: territory("59001"), year: year(2024) });
  expect(fileAddress(shown!)).toBe("/api/v1/coverage/published/csv/?school_year=2024&territory=59001");
});

test("what the reader cannot see falls back to the latest year of the first territory", () => {
  expect(shownOf("?territory=62000&school_year=1999", CHOICES)).toEqual({
    territory: territory("245900001"),
    year: year(2025),
  });
});

test("nothing is shown before anything is published", () => {
  expect(shownOf("", { ...CHOICES, years: [] })).toBeNull();
  expect(shownOf("", { ...CHOICES, territories: [] })).toBeNull();
});
