import { expect, test } from "vitest";
import { readChoice } from "../booking/address";
import { addressOf, askedOf, bookingFor, countOf, filterOf, unfiltered } from "./address";

const SEARCH =
  "?school_year=2026&by=commune&sort=name&school=0590006L&commune=59014&department=59&priority=REPP&qpv=true&level=6E&theme=EVARS&search=val";

test("an address says what a view is about, and is written as it was read", () => {
  const asked = askedOf(SEARCH);

  expect(asked).toMatchObject({ year: 2026, by: "commune", sort: "name", school: "0590006L", search: "val" });
  expect(asked).toMatchObject({ commune: "59014", department: "59", priority: "REPP", qpv: "true", level: "6E", theme: "EVARS" });
  expect(addressOf("map", asked)).toBe(`/coverage/map${SEARCH}`);
});

test("what is as usual is not written, and the grid comes first", () => {
  expect(addressOf("grid", askedOf(""))).toBe("/coverage");
  expect(askedOf("")).toMatchObject({ year: null, by: "school", sort: "owed" });
});

test("what nobody could answer is left out rather than refused", () => {
  const asked = askedOf("?school_year=abc&by=pupil&sort=x&priority=X&qpv=maybe&level=7E&school=../me&kind=MAT");

  expect(asked).toEqual({ ...askedOf(""), kind: "MAT" });
});

test("themes and partners narrow sessions, never what classes are owed", () => {
  const asked = askedOf("?theme=EVARS&partner=3&commune=59014");

  expect(filterOf(asked)).toEqual({ commune: "59014" });
  expect(countOf(asked)).toBe(3);
});

test("without filters the year and the layout stay", () => {
  const asked = unfiltered(askedOf("?school_year=2025&by=level&commune=59014&search=a"));

  expect(addressOf("grid", asked)).toBe("/coverage?school_year=2025&by=level");
});

test("booking for a class begins with what gives one of the duty's themes", () => {
  const choice = readChoice(bookingFor(12, ["EVAR", "EVARS"]).replace("/book", ""));

  expect(choice).toMatchObject({ step: "offers", classes: [12], themes: ["EVAR", "EVARS"] });
});
