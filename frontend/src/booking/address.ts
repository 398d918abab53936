/** A booking under way is its address: reloading, going back and sending it on keep the choice. */
import type { Schemas } from "../api/shapes";

export type Adult = Schemas["EnAdultEnum"];
export const STEPS = ["classes", "offers", "times", "result"] as const;
export type Step = (typeof STEPS)[number];

export interface Choice {
  step: Step;
  /** Said when somebody reaches several schools; the classes say it otherwise. */
  school: string;
  classes: readonly number[];
  /** Only offers of these themes are wanted; none for all. */
  themes: readonly string[];
  offer: number | null;
  /** Sessions for each class, and classes in each session; null until they are counted. */
  sessions: number | null;
  together: number | null;
  /** No time before this day. */
  from: string;
  /** The times of all lines, as `lines.ts` writes them. */
  times: string;
  adult: Adult;
  /** What was asked for already, in several gestures where some time was gone. */
  made: readonly string[];
}

const ADULTS: readonly Adult[] = ["TEACHER", "CPE", "NURSE", "SOCIAL_WORKER", "DOCTOR", "PSYEN"];

/** Read an address; what is missing for a step leads back to where it is chosen. */
export function readChoice(search: string): Choice {
  const said = new URLSearchParams(search);
  const classes = unique(said.getAll("class").map(count)).filter((one) => one !== null);
  const offer = count(said.get("offer"));
  const asked = STEPS.find((step) => step === said.get("step")) ?? "classes";
  const reached = classes.length === 0 ? 0 : offer === null ? 1 : STEPS.length;
  return {
    step: STEPS[Math.min(STEPS.indexOf(asked), reached)] ?? "classes",
    school: said.get("school") ?? "",
    classes,
    themes: said.getAll("theme"),
    offer,
    sessions: count(said.get("sessions")),
    together: count(said.get("together")),
    from: /^\d{4}-\d\d-\d\d$/.test(said.get("from") ?? "") ? (said.get("from") as string) : "",
    times: said.get("times") ?? "",
    adult: ADULTS.find((adult) => adult === said.get("adult")) ?? "TEACHER",
    made: unique(said.getAll("made")),
  };
}

/** Write an address; what is not chosen is not written. */
export function addressOf(choice: Partial<Choice>): string {
  const said = new URLSearchParams();
  const { step, school, classes = [], themes = [], offer, sessions, together, from, times, adult, made = [] } = choice;
  if (step && step !== "classes") said.set("step", step);
  if (school) said.set("school", school);
  for (const one of classes) said.append("class", String(one));
  for (const theme of themes) said.append("theme", theme);
  if (offer) said.set("offer", String(offer));
  if (sessions) said.set("sessions", String(sessions));
  if (together && together > 1) said.set("together", String(together));
  if (from) said.set("from", from);
  if (adult && adult !== "TEACHER") said.set("adult", adult);
  if (times) said.set("times", times);
  for (const id of made) said.append("made", id);
  return said.size === 0 ? "/book" : `/book?${said}`;
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

function count(said: string | null): number | null {
  return said !== null && /^[1-9]\d{0,15}$/.test(said) ? Number(said) : null;
}
