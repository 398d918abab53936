/** The worklist of the library: which sections, what each asks the API for, what a row says. */
import type { Schemas } from "../api/shapes";

export type Section = "review" | "expiring" | "dead" | "drafts" | "handed";
type Row = Schemas["MaterialDetail"];

export const MOST = 50;

export const ASKED = {
  review: { state: "in_review" },
  expiring: { expiring: true },
  dead: { dead_link: true },
  drafts: { state: "draft", own: true },
  handed: { state: "in_review", own: true },
} as const;

/** Who reviews finds what waits for a review first; who does not, the own drafts. */
export const sectionsFor = (reviews: boolean): readonly Section[] =>
  reviews ? ["review", "expiring", "dead", "drafts"] : ["drafts", "handed"];

export type About =
  | { name: "due" | "past"; day: string }
  | { name: "dead"; count: number }
  | { name: "changed"; at: string };

/** Why a row stands in its section. */
export function aboutOf(section: Section, row: Pick<Row, "review_due_on" | "state" | "link_failures" | "updated_at">): About {
  if (section === "expiring" && row.review_due_on) {
    return { name: row.state === "expired" ? "past" : "due", day: row.review_due_on };
  }
  if (section === "dead") return { name: "dead", count: row.link_failures };
  return { name: "changed", at: row.updated_at };
}

/** Those to look at first: the review that is due soonest, the draft touched last. */
export function sorted<R extends Pick<Row, "review_due_on" | "updated_at">>(section: Section, rows: readonly R[]): R[] {
  if (section === "expiring") return [...rows].sort((one, other) => (one.review_due_on ?? "").localeCompare(other.review_due_on ?? ""));
  if (section === "drafts") return [...rows].sort((one, other) => other.updated_at.localeCompare(one.updated_at));
  return [...rows];
}
