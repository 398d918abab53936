/** What waits for the coordination, worst first; what is nought is left out. */
import type { Schemas } from "../api/shapes";

type Counts = Schemas["Counts"];

// Where each is dealt with.
const WHERE: readonly [keyof Counts, string][] = [
  ["clashes_hard", "/coordination/clashes"],
  ["mails_failed", "/messages?failed"],
  ["blocked", "/coordination/sessions?lacks=blocked"],
  ["to_authorise", "/coordination/sessions?lacks=to_authorise"],
  ["to_accept", "/coordination/sessions?lacks=to_accept"],
  ["proposed", "/coordination/sessions?state=proposed"],
  ["waiting", "/coordination/waiting"],
  ["outcome_missing", "/coordination/sessions?lacks=outcome_missing"],
  ["clashes_soft", "/coordination/clashes?grade=soft"],
  ["roles_to_confirm", "/coordination/people?status=PENDING"],
  ["agreements_ending", "/coordination/agreements"],
];
const HARD: readonly (keyof Counts)[] = ["clashes_hard", "mails_failed"];

export function inOrder(counts: Counts): { name: keyof Counts; count: number; href: string; hard: boolean }[] {
  return WHERE.filter(([name]) => counts[name] > 0).map(([name, href]) => ({
    name,
    count: counts[name],
    href,
    hard: HARD.includes(name),
  }));
}
