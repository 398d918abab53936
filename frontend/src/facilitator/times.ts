/** A facilitator's times as blocks of a week, and how each change is sent. */
import { answered, api, type Key } from "../api/client";
import type { Schemas } from "../api/shapes";
import { mondayOf } from "../parts/days";
import { addDays } from "../words/dates";
import { clockOf, DAY, dayOf, instantOf, minuteOf, minutesOf, type Block, type Span } from "./grid";

export type Window = Schemas["Availability"];
export type Dated = Schemas["Absence"];
export interface Times {
  windows: Window[];
  dated: Dated[];
  agenda: Schemas["Agenda"];
}

const ALL = 500;

/** Everything of one facilitator that a week shows, and the exceptions still to come. */
export async function read(facilitator: number, monday: string, today: string): Promise<Times> {
  const path = { id: String(facilitator) };
  const first = today < monday ? today : monday;
  const [windows, dated, agenda] = await Promise.all([
    answered(api.GET("/api/v1/availabilities/", { params: { query: { facilitator, page_size: ALL } } })),
    answered(api.GET("/api/v1/absences/", { params: { query: { facilitator, from: first, page_size: ALL } } })),
    answered(
      api.GET("/api/v1/facilitators/{id}/agenda/", {
        params: { path, query: { from: monday, until: addDays(monday, 6) } },
      }),
    ),
  ]);
  return { windows: windows.results, dated: dated.results, agenda };
}

/** What the grid of a week draws: what may be changed, then what is only shown. */
export function blocksOf({ windows, dated, agenda }: Times, monday: string, titles: Record<Block["kind"], string>): Block[] {
  const spanOf = ({ starts_at, ends_at }: { starts_at: string; ends_at: string }, zone?: string): Span => ({
    from: minuteOf(starts_at, monday, zone),
    until: minuteOf(ends_at, monday, zone),
  });
  const isInWeek = ({ from, until }: Span) => from < 7 * DAY && until > 0;
  const ofDays = agenda.days.flatMap(({ entries, stretches }) => [
    ...entries
      .filter(({ session }) => !session.off)
      .map(({ session }) => ({
        key: `SESSION ${session.id}`,
        kind: "SESSION" as const,
        id: null,
        title: `${session.title}, ${session.school}`,
        ...spanOf(session, session.time_zone),
      })),
    ...stretches
      .filter(({ cause }) => cause === "BUSY")
      .map((stretch) => ({
        key: `BUSY ${stretch.starts_at} ${stretch.ends_at}`,
        kind: "BUSY" as const,
        id: null,
        title: titles.BUSY,
        ...spanOf(stretch),
      })),
  ]);
  return [
    ...windows.filter((window) => isValidIn(window, monday)).map((window) => blockOf(window, titles.WINDOW)),
    ...dated
      .map((one) => ({ key: `${one.kind} ${one.id}`, kind: one.kind, id: one.id, title: titles[one.kind], ...spanOf(one) }))
      .filter(isInWeek),
    ...ofDays,
  ];
}

const blockOf = ({ id, weekday, starts_at, ends_at }: Window, title: string): Block => ({
  key: `WINDOW ${id}`,
  kind: "WINDOW",
  id,
  title,
  from: (weekday - 1) * DAY + minutesOf(starts_at),
  until: (weekday - 1) * DAY + minutesOf(ends_at),
});

/** Whether a window opens on its day of the week that begins on `monday`. */
export function isValidIn({ weekday, valid_from, valid_until }: Pick<Window, "weekday" | "valid_from" | "valid_until">, monday: string): boolean {
  const day = addDays(monday, weekday - 1);
  return valid_from <= day && (valid_until === null || valid_until === undefined || day <= valid_until);
}

/** Whether it opens on some day from now on, or was given up. */
export const isOver = ({ valid_until }: Pick<Window, "valid_until">, today: string): boolean =>
  valid_until !== null && valid_until !== undefined && valid_until < today;

/** What is sent of a window that stands somewhere in a week. */
export const windowOf = ({ from, until }: Span) => ({
  weekday: (dayOf(from) + 1) as Window["weekday"],
  starts_at: clockOf(from),
  ends_at: clockOf(until),
});

export const instantsOf = ({ from, until }: Span, monday: string) => ({
  starts_at: instantOf(from, monday),
  ends_at: instantOf(until, monday),
});

/** From when a window drawn in a week holds: from that week on. */
export const validFrom = (monday: string, today: string): string =>
  mondayOf(today) === monday ? today : monday;

export type Place = Pick<Window, "weekday" | "starts_at" | "ends_at" | "valid_from" | "valid_until">;

export const addWindow = (facilitator: number, body: Place, headers: Key) =>
  answered(api.POST("/api/v1/availabilities/", { headers, body: { facilitator, ...body } }));
export const changeWindow = (id: number, body: Partial<Place>) =>
  answered(api.PATCH("/api/v1/availabilities/{id}/", { params: { path: { id: String(id) } }, body }));
export const removeWindow = (id: number) =>
  answered(api.DELETE("/api/v1/availabilities/{id}/", { params: { path: { id: String(id) } } }));

export interface Instants {
  starts_at: string;
  ends_at: string;
}
export const addDated = (facilitator: number, kind: Dated["kind"], { starts_at, ends_at }: Instants, headers: Key) =>
  answered(api.POST("/api/v1/absences/", { headers, body: { facilitator, kind, starts_at, ends_at } }));
export const changeDated = (id: number, times: Instants) =>
  answered(api.PATCH("/api/v1/absences/{id}/", { params: { path: { id: String(id) } }, body: times }));
export const removeDated = (id: number) =>
  answered(api.DELETE("/api/v1/absences/{id}/", { params: { path: { id: String(id) } } }));
export const preview = async (facilitator: number, { starts_at, ends_at }: Instants) => {
  const body = { facilitator, kind: "ABSENCE" as const, starts_at, ends_at };
  return (await answered(api.POST("/api/v1/absences/preview/", { body }))).breaks;
};

export type Broken = Schemas["BrokenByAbsence"];
