/** An absence or an extra time as a form: days and hours, or whole days. */
import { addDays, dayKey, instantAt } from "../words/dates";

export interface Filled {
  whole: boolean;
  first: string;
  from: string;
  last: string;
  until: string;
}
interface Instants {
  starts_at: string;
  ends_at: string;
}
const MIDNIGHT = "00:00";
/** What clocks show, as fields of times hold it. */
const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });

/** What the fields hold; days without hours when both ends are midnights. */
export function filledFrom({ starts_at, ends_at }: Instants): Filled {
  const [from, until] = [starts_at, ends_at].map((at) => clock.format(new Date(at))) as [string, string];
  const whole = from === MIDNIGHT && until === MIDNIGHT;
  return {
    whole,
    first: dayKey(starts_at),
    from: whole ? "08:00" : from,
    last: addDays(dayKey(ends_at), whole ? -1 : 0),
    until: whole ? "18:00" : until,
  };
}

/** The instants of the fields; the last whole day is included. */
export function toSend({ whole, first, from, last, until }: Filled): Instants {
  return whole
    ? { starts_at: instantAt(first, MIDNIGHT), ends_at: instantAt(addDays(last, 1), MIDNIGHT) }
    : { starts_at: instantAt(first, from), ends_at: instantAt(last, until) };
}

/** Whether it can be asked about: every field is filled in, and it ends after it begins. */
export function isInOrder({ whole, first, from, last, until }: Filled): boolean {
  if (!first || !last) return false;
  if (whole) return first <= last;
  return Boolean(from && until) && `${first} ${from}` < `${last} ${until}`;
}
