/** The language of the pages: which words, which dates. */
import { speak } from "../api/client";
import { Problem } from "../api/problem";
import * as dates from "./dates";
import { fr, type Words } from "./fr";

const KEPT = "language";

class Speech {
  language = $state<dates.Language>("fr");
  words = $state.raw<Words>(fr);

  /** Speak the language chosen before on this machine; French otherwise. */
  start(): Promise<void> {
    return this.choose(localStorage.getItem(KEPT) === "en" ? "en" : "fr");
  }

  /** Speak a language; the words of English are fetched by those who read them. */
  async choose(language: dates.Language): Promise<void> {
    if (language === "en" && this.language !== "en") this.words = (await import("./en")).en;
    else if (language === "fr") this.words = fr;
    this.language = language;
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
    speak(language);
  }

  day = (instant: string, zone?: string, options?: { withYear?: boolean }) =>
    dates.dayInWords(instant, this.language, zone, options);
  hour = (instant: string, zone?: string) => dates.hour(instant, this.language, zone);
  ago = (instant: string) => dates.ago(instant, this.language, new Date());
  weekday = (weekday: number) => dates.weekdayInWords(weekday, this.language);
  /** "lundi matin". */
  halfDay = ({ weekday, half }: { weekday: number; half: "AM" | "PM" }) =>
    this.words.waiting.halfDay(
      this.weekday(weekday),
      half === "AM" ? this.words.waiting.morning : this.words.waiting.afternoon,
    );
  month = (day: string) => dates.monthInWords(day, this.language);
  quantity = (value: number) => dates.quantity(value, this.language);

  /** An amount in a duty's unit: "3", or "10 h". */
  amount = (value: number, unit: "SESSIONS" | "HOURS") =>
    this.quantity(value) + (unit === "HOURS" ? "\u00a0h" : "");

  /** "de 10 h 30 à 12 h". */
  hours = (period: { starts_at: string; ends_at: string }, zone?: string) =>
    this.words.fromTo(this.hour(period.starts_at, zone), this.hour(period.ends_at, zone));

  /** A sentence for whatever was thrown: the API's own where it gave one. */
  refusal = (thrown: unknown): string => {
    const { faults, problems, unreachable } = this.words;
    const lost = navigator.onLine ? unreachable : faults.offline;
    if (!(thrown instanceof Problem) || thrown.status === 0) return lost;
    const { status, code, detail, retryAfter } = thrown;
    if (status === 429 && retryAfter) return faults.tooMany(dates.waiting(retryAfter, this.language));
    if (code === "idempotency_key_reused") return faults.arrived;
    if (code === "not_authenticated") return faults.signedOut;
    return detail || problems[code] || (status >= 500 ? faults.failed : unreachable);
  };
}

export const speech = new Speech();
