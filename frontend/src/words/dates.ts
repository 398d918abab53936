/** Days, hours and durations as people write them, in the zone of the school. */

export type Language = "fr" | "en";
const HOME = "Europe/Paris";
const NARROW = "\u202f"; // narrow no-break space
const SPACE = "\u00a0"; // no-break space

const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB" };

/** "mardi 8 décembre", "mercredi 1er avril", "Tuesday 8 December"; `withYear` adds the year. */
export function dayInWords(
  instant: string,
  language: Language,
  zone = HOME,
  { withYear = false } = {},
): string {
  const parts = new Intl.DateTimeFormat(LOCALES[language], {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: zone,
  }).formatToParts(new Date(instant));
  const said = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const number = said["day"] === "1" && language === "fr" ? "1er" : said["day"];
  const day = `${said["weekday"]} ${number}${SPACE}${said["month"]}`;
  return withYear ? `${day} ${said["year"]}` : day;
}

/** "lundi", from ISO 8601's number of a weekday: Monday is 1. */
export function weekdayInWords(weekday: number, language: Language): string {
  // The first of January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, weekday, 12));
  return new Intl.DateTimeFormat(LOCALES[language], { weekday: "long", timeZone: "UTC" }).format(day);
}

/** "10 h 30", "10 h"; "10:30". */
export function hour(instant: string, language: Language, zone = HOME): string {
  const parts = new Intl.DateTimeFormat("fr-FR", {
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).formatToParts(new Date(instant));
  const hours = String(Number(parts.find(({ type }) => type === "hour")?.value));
  const minutes = parts.find(({ type }) => type === "minute")?.value ?? "00";
  if (language === "en") return `${hours.padStart(2, "0")}:${minutes}`;
  return minutes === "00" ? `${hours}${SPACE}h` : `${hours}${SPACE}h${SPACE}${minutes}`;
}

/** "1 h 30", "45 min". */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${SPACE}min`;
  return `${hours}${SPACE}h${rest ? SPACE + String(rest).padStart(2, "0") : ""}`;
}

/** How long to wait, rounded up to a whole unit: "30 secondes", "2 minutes", "1 heure". */
export function waiting(seconds: number, language: Language): string {
  const [unit, length] = seconds > 5400 ? ["hour", 3600] as const : seconds > 90 ? ["minute", 60] as const : ["second", 1] as const;
  const format = new Intl.NumberFormat(LOCALES[language], { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.ceil(seconds / length)).replace(/ /g, SPACE);
}

/** The day of an instant where the school is, as YYYY-MM-DD: to group by. */
export function dayKey(instant: string | Date, zone = HOME): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date(instant));
}

/** The instant at which clocks of a zone show a day and an hour ("2026-12-08", "10:30"). */
export function instantAt(day: string, time: string, zone = HOME): string {
  const shown = Date.parse(`${day}T${time}:00Z`);
  // What clocks are ahead of UTC at about that moment, then at the moment that this gives.
  let instant = shown - ahead(shown, zone);
  instant = shown - ahead(instant, zone);
  return new Date(instant).toISOString();
}

/** By how much the clocks of a zone are ahead of UTC, in milliseconds. */
function ahead(instant: number, zone: string): number {
  const clocks = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "medium",
    timeZone: zone,
  }).format(instant);
  return Date.parse(`${clocks.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}

/** "décembre 2026", from a day written YYYY-MM-DD. */
export function monthInWords(day: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${day.slice(0, 7)}-15T12:00:00Z`));
}

/** Calendar days further, whatever the clocks do: YYYY-MM-DD to YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** A quantity as the language writes it: "1 250", "2,5". */
export function quantity(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 })
    .format(value)
    .replace(/\s/g, NARROW);
}

const SECOND = 1000;
const UNITS = [
  ["day", 24 * 3600 * SECOND],
  ["hour", 3600 * SECOND],
  ["minute", 60 * SECOND],
] as const;

/** How long ago it was, in the largest whole unit: "il y a 2 heures", "hier", "maintenant". */
export function ago(instant: string, language: Language, now: Date): string {
  const passed = Math.max(0, now.getTime() - Date.parse(instant));
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" });
  const found = UNITS.find(([, length]) => passed >= length);
  return found ? format.format(-Math.floor(passed / found[1]), found[0]) : format.format(0, "second");
}
