/** The stretches of a week in words. */
import { noon } from "../parts/days";
import { addDays } from "../words/dates";
import { facilitatorWords } from "../words/facilitator";
import { speech } from "../words/speech.svelte";
import { clockOf, DAY, dayOf, type Block, type Span } from "./grid";

/** "10 h 30", from what a clock shows. */
export const hourOf = (clock: string): string => speech.hour(`2000-01-01T${clock}:00Z`, "UTC");
const hours = ({ from, until }: Span): string =>
  speech.words.fromTo(hourOf(clockOf(from)), hourOf(clockOf(until)));
const dayInWords = (minute: number, monday: string): string => speech.day(noon(addDays(monday, dayOf(minute))), "UTC");

/** "lundi 30 novembre, de 8 h à 12 h"; for what comes every week, "lundi, de 8 h à 12 h". */
export function inWords(block: Span & Partial<Pick<Block, "kind">>, monday: string): string {
  const { from, until, kind } = block;
  const last = until - 1;
  if (kind === "WINDOW") return `${speech.weekday(dayOf(from) + 1)}, ${hours(block)}`;
  if (from % DAY === 0 && until % DAY === 0) {
    return dayOf(from) === dayOf(last)
      ? `${dayInWords(from, monday)}, ${facilitatorWords().agenda.wholeDay}`
      : facilitatorWords().availability.days(dayInWords(from, monday), dayInWords(last, monday));
  }
  if (dayOf(from) === dayOf(last)) return `${dayInWords(from, monday)}, ${hours(block)}`;
  const at = (minute: number) => `${dayInWords(minute, monday)}, ${hourOf(clockOf(minute))}`;
  return facilitatorWords().availability.days(at(from), at(until));
}

/** What is short enough for a block: its hours. */
export const inShort = (block: Span): string => (block.until - block.from < DAY ? hours(block) : "");
