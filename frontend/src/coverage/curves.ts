/** Curves over the weeks of a school year, in a drawing of given width and height. */

export interface Week {
  monday: string;
  given: number;
  planned: number;
  due: number | null;
}

const DAY_MS = 24 * 3600 * 1000;
const WEEK_DAYS = 7;

/** The last week that has begun on a day, written 2026-11-29; the first one before the year. */
export function weekOf(weeks: readonly Week[], day: string): number {
  const begun = weeks.filter(({ monday }) => monday <= day).length;
  return Math.max(0, begun - 1);
}

/** The Sunday of a week, of which its figures are. */
export const sundayOf = (monday: string): string =>
  new Date(Date.parse(monday) + (WEEK_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);

/** What is late against the pace needed; null where the pace is not known, none where it is kept. */
export const behind = ({ given, due }: Week): number | null =>
  due === null ? null : Math.max(0, Math.round(100 * (due - given)) / 100);

/** Weeks as they are said: the pace passes through parts of a session, which nobody gives. */
export const inWholes = (weeks: readonly Week[], unit: "SESSIONS" | "HOURS"): readonly Week[] =>
  unit === "HOURS" ? weeks : weeks.map((week) => ({ ...week, due: week.due === null ? null : Math.round(week.due) }));

/** A line of SVG through amounts, one a week from the left edge to the right; gaps where null. */
export function curve(amounts: readonly (number | null)[], most: number, size: { width: number; height: number }): string {
  const across = size.width / Math.max(1, amounts.length - 1);
  const round = (value: number) => Math.round(100 * value) / 100;
  let pen = "M";
  return amounts
    .map((amount, week) => {
      if (amount === null) {
        pen = "M";
        return "";
      }
      const up = most > 0 ? amount / most : 0;
      const point = `${pen}${round(week * across)} ${round(size.height * (1 - up))}`;
      pen = "L";
      return point;
    })
    .filter(Boolean)
    .join(" ");
}

// Of its Sunday: the week of 31 August is the first of September.
const monthOf = (monday: string | undefined) => monday && sundayOf(monday).slice(0, 7);

// Beyond, there is no room for a word.
const LAST_SHARE = 0.95;

/** The first week of each month with its share of the width, for the words under a curve. */
export function months(weeks: readonly Week[]): { monday: string; share: number }[] {
  return weeks
    .map(({ monday }, week) => ({ monday, share: week / Math.max(1, weeks.length - 1) }))
    .filter(({ monday, share }, week) => share < LAST_SHARE && monthOf(monday) !== monthOf(weeks[week - 1]?.monday));
}
