/** What is said on the worklist and where a session is proposed, in English; loaded with them alone. */
import type { proposing as FrProposing, worklist as FrWorklist } from "./fr.worklist";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const worklist: typeof FrWorklist = {
  intro: "For each school one thing at a time: the most urgent. Once it is done, the next takes its place.",
  nothing: "Nothing to do. Every class is at pace, and nothing waits for a decision.",
  otherYear: "The worklist is that of the present year: here it is.",
  nothingHere: "Nothing to do here: other schools or other things wait.",
  showAll: "Show all",
  counts: "Schools by thing to do",
  all: (count) => `All (${count})`,
  ofThing: (thing, count) => `${thing.charAt(0).toUpperCase()}${thing.slice(1)} (${count})`,
  lines: "The list, the most urgent first",
  due: {
    hold_expiring: (day) => `Lost on ${day}`,
    outcome_missing: (day) => `Session of ${day}`,
    agreement_ending: (day) => `Last day: ${day}`,
  },
  most: (group, duty, missing) => `Owed the most: ${group}. ${duty}: ${missing}.`,
  missing: (count, byHours) => (byHours ? `${count} h to plan` : `${many(count, "session", "sessions")} to plan`),
  notOffered: "No partner can come for now: the next page says why.",
  acts: {
    decide: "Decide",
    report: "File the report",
    tell: "Say what became of it",
    propose: "Propose a session",
    book: "Book a session",
    classes: "See its classes",
    renew: "See the agreement",
    send_feed: "Have the calendar read",
  },
  actFor: (act, where) => `${act}: ${where}`,
  pages: "Pages of the list",
  page: (page, pages) => `Page ${page} of ${pages}`,
  previous: "Previous page",
  next: "Next page",
  proposed: "It is proposed: the school is told and may answer.",
  see: "See the session proposed",
  feed: {
    subject: "The calendar of prevention sessions at your school",
    body: (address) =>
      `Hello,\n\nThe prevention sessions planned at your school can show in your own calendar, always up to date. Sign in, then make the address to subscribe to:\n${address}\n\nKind regards`,
  },
};

export const proposing: typeof FrProposing = {
  title: "Propose a session",
  about: (group, school) => `For ${group}, ${school}`,
  back: "Back to the worklist",
  impossible: "This class is no longer there, or you do not coordinate its school.",
  offer: "Session",
  offerSaid: (title, organisation) => `${title}, ${organisation}`,
  facts: (minutes, theme) => `${minutes} · ${theme}`,
  none: "No partner can come to this class for this theme.",
  why: "Why",
  otherThemes: "See the other themes",
  first: "First free time",
  propose: (day, hours) => `Propose ${day}, ${hours}`,
  others: "All times",
  noTime: "No time is free before the end of the school year.",
  confirmTitle: "Propose this time",
  confirm: "Propose",
  group: "Class",
  school: "School",
  after: "The time is kept until the school answers; it is told.",
};
