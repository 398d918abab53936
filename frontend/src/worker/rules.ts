/** What the service worker keeps, under which name, for how long; everything else it leaves alone. */

/** The store of one person's own answers; signing out empties it by this name. */
export const OWN = "own";
/** When an answer given from the store was last given by the service. */
export const SEEN_AT = "Seen-At";
/** The next sessions, kept on purpose rather than as some page asked for them. */
export const AGENDA = "/api/v1/sessions/";
export const ME = "/api/v1/me/";
const SHEET = /^\/api\/v1\/sessions\/[0-9a-f-]{36}\/$/;
// What Django answers by itself: no page of ours stands there.
const ELSEWHERE = /^\/(admin|api|_allauth|sign-in\/provider|static|materials|share|catalogue|oai|authorise|unsubscribe|preferences|healthz|readyz|sw\.js|.*\.(ics|webmanifest)$)/;

/** Not longer than a sign-in lasts (SESSION_COOKIE_AGE): the store opens nothing that it would not. */
export const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;
/** The agenda is not asked for again before. */
export const FRESH_FOR_MS = 15 * 60 * 1000;
export const MOST_SESSIONS = 40;
export const MOST_SHEETS = 12;
export const SHELLS_KEPT = 2;

/** The name under which an answer is kept; null for those that never are. */
export function keptAs({ pathname, search }: { pathname: string; search: string }): string | null {
  return search === "" && (pathname === ME || SHEET.test(pathname)) ? pathname : null;
}

/** Whether the shell may stand in for the document at an address. */
export const isPage = (pathname: string): boolean => !ELSEWHERE.test(pathname);

export function isTooOld(seenAt: string | null, now: number): boolean {
  return seenAt === null || now - Date.parse(seenAt) > KEPT_FOR_MS;
}

/** The shells to forget: all but this one and the one before, whose pages may still be open. */
export function oldShells(names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith("shell:")).slice(0, -SHELLS_KEPT);
}

/** The address of the next sessions, from a day on. */
export const agendaFrom = (day: string): string =>
  `${AGENDA}?from=${day}&state=held&state=confirmed&page_size=${MOST_SESSIONS}`;
