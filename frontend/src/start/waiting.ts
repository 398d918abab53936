/** What waits for somebody: how each question is headed, and what its button says and opens. */
import type { Schemas } from "../api/shapes";
import type { Words } from "../words/fr";

type What = Schemas["Waiting"]["what"];

interface Said {
  title: string;
  act: string;
  /** What the button says to whoever does not see its card. */
  named: (title: string) => string;
  opens: (id: string) => string;
}

const session = (id: string) => `/sessions/${id}`;

/** All but what is answered on the page itself, by a head or a facilitator. */
export function saidOf(what: Exclude<What, "to_authorise" | "to_accept">, words: Words["start"]): Said {
  return {
    to_answer: { title: words.answersExpected, act: words.answer, named: words.answerTo, opens: session },
    to_complete: { title: words.toComplete, act: words.complete, named: words.completeThis, opens: session },
    feedback_due: { title: words.feedbackDue, act: words.giveFeedback, named: words.giveFeedbackOn, opens: session },
    to_report: { title: words.reportsDue, act: words.report, named: words.reportOn, opens: (id: string) => `${session(id)}/report` },
    wishes: { title: words.wishes, act: words.find, named: words.findFor, opens: session },
  }[what];
}

/** Tell whether anything at all waits: sessions, people or mails. */
export function anythingWaits(start: Pick<Schemas["Start"], "waiting" | "roles_to_confirm" | "failed_mails">): boolean {
  const sessions = start.waiting.some(({ count }) => count > 0);
  return sessions || Boolean(start.roles_to_confirm?.length) || Boolean(start.failed_mails);
}
