/** What is said to a facilitator, in English. */
import { duration } from "./dates";
import type { aboutFacilitators as french } from "./fr.facilitator";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const sessions = (count: number) => many(count, "session", "sessions");
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");
const road = (km: number) => km > 0 && `about ${km} km by road`;
const about = (km: string | null) => (km === null ? "" : `, about ${km} km`);

export const aboutFacilitators: typeof french = {
  agenda: {
    title: "My agenda",
    titleOf: (name: string) => `Agenda of ${name}`,
    open: "See my agenda",
    views: { week: "Week", list: "List" },
    which: "Shown as",
    week: (monday: string) => `Week of ${monday}`,
    span: (first: string, last: string) => `From ${first} to ${last}`,
    moves: "Other weeks",
    before: { week: "Previous week", list: "Previous weeks" },
    now: { week: "This week", list: "From this week on" },
    after: { week: "Next week", list: "Next weeks" },
    counts: (held: number, km: number) =>
      held === 0 ? "No session." : list([sessions(held), road(km)]) + ".",
    short: (count: number) => `${many(count, "way seems", "ways seem")} too short: check before you leave.`,
    nothing: "Nothing on that day.",
    nothingAtAll: "Nothing in these weeks: no session, no absence, no busy time.",
    free: "Nothing planned",
    from: (place: string, minutes: number, km: string | null) =>
      `Coming from ${place}: allow ${duration(minutes)}${about(km)}`,
    to: (place: string, minutes: number, km: string | null) =>
      `Going to ${place}: allow ${duration(minutes)}${about(km)}`,
    gap: (minutes: number) => (minutes < 0 ? "the two sessions overlap" : `${duration(minutes)} between the two`),
    tooShort: (gap: string) => `Too little time for the way: ${gap}.`,
    causes: { BUSY: "Busy (own calendar)", ABSENCE: "Away", EXTRA: "Also available" },
    wholeDay: "all day",
    pupils: (count: number) => many(count, "pupil", "pupils"),
    with: (names: string) => `with ${names}`,
    print: "Print",
    printed: (day: string, hour: string) => `Printed on ${day}, ${hour}`,
    availability: "When I can come",
    own: "My own calendar",
    nobody: "Your account is not a facilitator’s: ask the coordination to enter you.",
  },
  toAccept: {
    title: "Requests to accept",
    intro: (count: number) => `${many(count, "session waits", "sessions wait")} for your organisation’s answer.`,
    school: (school: string, commune: string) => `${school}, ${commune}`,
    accept: "Accept",
    acceptThis: (title: string, when: string) => `Accept “${title}”, ${when}`,
    acceptAll: (count: number) => `Accept the ${count} sessions`,
    acceptAllOf: (count: number, school: string) => `Accept the ${count} sessions, ${school}`,
    refuse: "Refuse",
    refuseThis: (title: string, when: string) => `Refuse “${title}”, ${when}`,
    refuseAll: "Refuse all",
    refuseAllOf: (count: number, school: string) => `Refuse the ${count} sessions, ${school}`,
    refuseTitle: (count: number) => (count === 1 ? "Refuse this session" : `Refuse these ${count} sessions`),
    hint: "The time is free again, and the school is told why.",
    keep: "Refuse nothing",
    accepted: (count: number) => `${many(count, "session", "sessions")} accepted.`,
    refused: (count: number) => `${many(count, "session", "sessions")} refused.`,
    failed: (count: number, why: string) => `${many(count, "session is", "sessions are")} still without an answer: ${why}`,
    tooMany: (count: number) => `The first ${count} are shown: the others come once you have answered.`,
  },
  reporting: {
    back: "Back to the session",
    cannot: "No report is due for this session, or not from you.",
    filled: "The head count is filled in already: change only what differs.",
    less: (group: string) => `One pupil fewer, ${group}`,
    more: (group: string) => `One pupil more, ${group}`,
    optional: "Optional",
    addComment: "Add a comment",
    notHeld: "It did not take place? Say so on its page.",
  },
};
