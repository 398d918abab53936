/**
 * Who sees which entries around every page, in this order. A new page that people go to from
 * anywhere gets one line here, and its name in `words.nav`. What is shown is no right: the
 * API alone decides what somebody may read and do.
 */
import type { Me } from "./api/shapes";
import type { Words } from "./words/fr";

export type Capacity = Me["capacities"][number];
export type Kind = Capacity["kind"];

interface Entry {
  address: string;
  name: Exclude<keyof Words["nav"], "label" | "menu">;
  /** The kinds of role that it is for; null for whoever is signed in, even without a role. */
  for: readonly Kind[] | null;
}

const SCHOOL: readonly Kind[] = ["TEACHER", "HEAD", "STAFF"];
const EVERY_ROLE: readonly Kind[] = [...SCHOOL, "FACILITATOR", "COORDINATOR"];

export const ENTRIES: readonly Entry[] = [
  { address: "/", name: "start", for: null },
  { address: "/agenda", name: "agenda", for: ["FACILITATOR"] },
  { address: "/availability", name: "availability", for: ["FACILITATOR"] },
  { address: "/authorise", name: "authorise", for: ["HEAD"] },
  { address: "/classes", name: "classes", for: ["TEACHER"] },
  { address: "/sessions", name: "sessions", for: EVERY_ROLE },
  { address: "/library", name: "library", for: EVERY_ROLE },
  { address: "/school", name: "school", for: ["HEAD"] },
  { address: "/coordination", name: "coordination", for: ["COORDINATOR"] },
  { address: "/schools", name: "schools", for: ["COORDINATOR"] },
  { address: "/coverage", name: "coverage", for: ["HEAD", "COORDINATOR"] },
  { address: "/coverage/activity", name: "activity", for: ["FACILITATOR"] },
  { address: "/coverage/published", name: "published", for: ["FUNDER"] },
  { address: "/calendars", name: "calendars", for: EVERY_ROLE },
  { address: "/messages", name: "messages", for: ["COORDINATOR"] },
];

/** Where a teacher begins to book. */
export const BOOKING = "/book";

/** The entries of somebody signed in, who comes as `kind` or has no role yet. */
export function entriesFor(kind: Kind | null): readonly Entry[] {
  return ENTRIES.filter((entry) => entry.for === null || (kind !== null && entry.for.includes(kind)));
}

/** Tell which entry a path stands under: the longest address that it begins with. */
export function entryOf(path: string, entries: readonly Entry[]): Entry | undefined {
  const under = ({ address }: Entry) =>
    address === path || (address !== "/" && path.startsWith(`${address}/`));
  return entries.filter(under).sort((one, other) => other.address.length - one.address.length)[0];
}

/** The capacity that was chosen, while the person still has it; the usual one otherwise. */
export function chosen(capacities: readonly Capacity[], key: string | null): Capacity | null {
  return capacities.find((one) => one.key === key) ?? capacities[0] ?? null;
}
