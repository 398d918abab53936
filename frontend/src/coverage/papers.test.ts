import { expect, test } from "vitest";
import { askedOf } from "./address";
import { paperOf } from "./papers";

test("a paper is of what the page is narrowed to, whatever else it shows", () => {
  const asked = askedOf("?school_year=2025&by=commune&search=val&commune=59014&theme=EVARS&qpv=true");

  expect(paperOf("yearly-report", { school_year: 2026 }, asked)).toBe(
    "/api/v1/papers/yearly-report/?school_year=2026&commune=59014&qpv=true&theme=EVARS",
  );
  expect(paperOf("yearly-workbook", { calendar_year: 2027 }, askedOf(""))).toBe(
    "/api/v1/papers/yearly-workbook/?calendar_year=2027",
  );
});
