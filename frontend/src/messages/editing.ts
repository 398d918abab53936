/** What the form of a message is filled with, and what of it is sent. */
import type { Schemas } from "../api/shapes";
import { dayKey, hour, instantAt } from "../words/dates";

export interface Filled {
  subject: string;
  words: string;
  day: string;
  time: string;
}

type Edited = Pick<Schemas["Message"], "subject" | "words" | "due_at" | "school">;

export const zoneOf = ({ school }: Pick<Edited, "school">): string | undefined => school?.time_zone;

export function filledFrom(message: Edited): Filled {
  const { due_at, subject, words } = message;
  const zone = zoneOf(message);
  return { subject, words, day: dayKey(due_at, zone), time: hour(due_at, "en", zone) };
}

/** The time is sent when it was changed: that of a message that leaves now is over already. */
export function toSend(filled: Filled, message: Edited): Schemas["EditRequest"] {
  const { day, time, subject, words } = filled;
  const before = filledFrom(message);
  if (day === before.day && time === before.time) return { subject, words };
  // The API says what is wrong with a time that is missing.
  return { subject, words, due_at: day && time ? instantAt(day, time, zoneOf(message)) : "" };
}
