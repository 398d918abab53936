/** What the lines of the worklist lead to, and what the list is asked. */
import type { paths } from "../api/schema";
import type { Schemas } from "../api/shapes";
import { bookingFor } from "./address";
import { addressOf as proposingAt } from "./proposing";

export type Query = NonNullable<paths["/api/v1/coverage/worklist/"]["get"]["parameters"]["query"]>;
export type Thing = Schemas["ThingEnum"];
export type Line = Pick<Schemas["WorklistLine"], "deed" | "session" | "most" | "email"> & {
  school: Pick<Schemas["WorklistLine"]["school"], "uai">;
};

export const THINGS = [
  ...(["hold_expiring", "outcome_missing", "never_reached", "behind_pace"] as const),
  ...(["agreement_ending", "feed_never_read"] as const),
] as const satisfies readonly Thing[];

/** What the address asks beside the filters of every view. */
export interface Shown {
  thing: Thing | "";
  page: number;
  /** The session that was just proposed, by its key. */
  proposed: string;
}

export function shownOf(search: string): Shown {
  const said = new URLSearchParams(search);
  const page = said.get("page") ?? "";
  const proposed = said.get("proposed") ?? "";
  return {
    thing: THINGS.find((one) => one === said.get("thing")) ?? "",
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
    proposed: /^[\da-f-]{36}$/.test(proposed) ? proposed : "",
  };
}

/** The same list about another thing, from its first page, or another page of it. */
export function linkTo(search: string, next: { thing?: Thing | ""; page?: number }): string {
  const said = new URLSearchParams(search);
  for (const name of ["proposed", "page"]) said.delete(name);
  if (next.thing !== undefined) said.delete("thing");
  if (next.thing) said.set("thing", next.thing);
  if (next.page && next.page > 1) said.set("page", String(next.page));
  return said.size > 0 ? `/coverage/worklist?${said}` : "/coverage/worklist";
}

/** A mail to the school, or nothing where its address is not known. */
export interface Mail {
  subject: string;
  body: string;
}

/** Where the act of a line is one press away; `search` is the list's own, to come back to. */
export function hrefOf(line: Line, search: string, mail: Mail): string {
  const { deed, session, most, school, email } = line;
  const ofSchool = `/schools/${school.uai}`;
  switch (deed) {
    case "decide":
    case "tell":
      return `/sessions/${session}`;
    case "report":
      return `/sessions/${session}/report`;
    case "propose":
      if (!most) return ofSchool;
      return proposingAt({ group: most.class_group.id, theme: most.theme.code, list: search.replace(/^\?/, "") });
    case "book":
      return most ? bookingFor(most.class_group.id, [most.theme.code]) : ofSchool;
    case "renew":
      return "/coordination/agreements";
    case "send_feed":
      if (!email) return ofSchool;
      return `mailto:${email}?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body)}`;
  }
}
