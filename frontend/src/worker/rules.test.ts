import { expect, test } from "vitest";
import { AGENDA, isPage, isTooOld, keptAs, oldShells } from "./rules";

const kept = (address: string) => keptAs(new URL(address, "https://site.test"));
const SHEET = "/api/v1/sessions/1f0c3d1e-0000-4000-8000-000000000000/";

test("only who one is and the sheets of sessions are kept as they are read", () => {
  expect([kept("/api/v1/me/"), kept(SHEET)]).toEqual(["/api/v1/me/", SHEET]);
});

test.each([
  AGENDA,
  `${AGENDA}?from=2026-12-08`,
  `${SHEET}openings/?from=2026-12-08`,
  `${SHEET}replacements/`,
  `${SHEET}?x`,
  "/api/v1/me/messages/",
  "/api/v1/messages/",
  "/api/v1/paper-orders/",
  "/api/v1/class-groups/",
  "/api/v1/tokens/",
  "/_allauth/browser/v1/auth/session",
])("%s is never kept", (address) => {
  expect(kept(address)).toBeNull();
});

test("the shell stands in for pages, never for what Django answers itself", () => {
  expect(["/", "/sessions/1", "/offline", "/calendars", "/sign-in"].map(isPage)).toEqual([
    true, true, true, true, true,
  ]);
  expect(["/admin/", "/api/v1/docs/", "/authorise/abc", "/calendars/abc.ics", "/sw.js"].map(isPage)).toEqual([
    false, false, false, false, false,
  ]);
});

test.each(["/materials/abc/file", "/share/abc", "/catalogue/rss", "/oai"])("%s of the library is no page", (pathname) => {
  expect(isPage(pathname)).toBe(false);
  expect(isPage("/library/abc")).toBe(true);
});

test.each([
  "/sign-in/provider/callback",
  "/_allauth/browser/v1/auth/session",
  "/_allauth/browser/v1/auth/provider/redirect",
])("%s is the server's alone: its answer opens or refuses a session", (pathname) => {
  expect(isPage(pathname)).toBe(false);
});

test("what was seen more than a week ago, or nobody knows when, is no longer shown", () => {
  const now = Date.parse("2026-12-08T10:00:00Z");

  expect(isTooOld("2026-12-01T10:00:00Z", now)).toBe(false);
  expect(isTooOld("2026-12-01T09:59:59Z", now)).toBe(true);
  expect(isTooOld(null, now)).toBe(true);
});

test("two shells are kept: the new one and the one whose pages may be open", () => {
  expect(oldShells(["own", "shell:a", "shell:b", "shell:c"])).toEqual(["shell:a"]);
  expect(oldShells(["own", "shell:a"])).toEqual([]);
});
