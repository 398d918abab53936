/** Where the papers of a year are made, for what the address of the page asks. */
import { NARROWS, OF_SESSIONS, type Asked } from "./address";

type Of = { school_year: number } | { calendar_year: number };

export function paperOf(paper: "yearly-report" | "yearly-workbook", of: Of, asked: Asked): string {
  const said = new URLSearchParams();
  for (const [name, year] of Object.entries(of)) said.set(name, String(year));
  for (const name of [...NARROWS, ...OF_SESSIONS]) if (asked[name]) said.set(name, asked[name]);
  return `/api/v1/papers/${paper}/?${said}`;
}
