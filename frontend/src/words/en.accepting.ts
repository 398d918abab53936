/** What is said of requests that a partner accepts, in English. */
import type { aboutAccepting as french } from "./fr.accepting";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const aboutAccepting: typeof french = {
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
};
