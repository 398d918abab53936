import { expect, test } from "vitest";
import { actsOf, addressOf, byDay, cursorOf, deskOf, queryOf, searchOf, type Session } from "./desk";

const NOW = new Date("2026-12-07T23:30:00Z");
const session = (over: Partial<Session>): Session =>
  ({ state: "held", starts_at: "2026-12-08T09:00:00Z", allowed_actions: [], school: { time_zone: "Europe/Paris" }, ...over }) as Session;

test("an address is read and written alike, without what makes no sense", () => {
  const address = "/coordination/sessions?state=held&commune=59606&organisation=4&from=2026-12-01&view=agenda";

  expect(addressOf(deskOf(address.split("?")[1] ?? ""))).toBe(address);
  expect(addressOf(deskOf("?state=nothing&offer=abc&until=tomorrow&lacks="))).toBe("/coordination/sessions");
});

test("without a day it begins today at the school, but for what is over", () => {
  const asked = (search: string) => queryOf(deskOf(search).filter, NOW);

  expect(asked("")).toEqual({ from: "2026-12-08" });
  expect(asked("?lacks=blocked")).toEqual({ blocked: true, from: "2026-12-08" });
  expect(asked("?state=done&offer=12")).toEqual({ state: ["done"], offer: 12 });
  expect(asked("?lacks=outcome_missing")).toEqual({ outcome_missing: true });
  expect(asked("?until=2026-12-31")).toEqual({ until: "2026-12-31" });
});

test("the table is asked with the same filter as the list", () => {
  expect(searchOf({ state: ["held"], blocked: true, from: "2026-12-08" })).toBe("state=held&blocked=true&from=2026-12-08");
});

test("the place of the next page is taken out of its link", () => {
  expect(cursorOf("https://site.test/api/v1/sessions/?cursor=abc%3D&page_size=50")).toBe("abc=");
  expect(cursorOf(null)).toBe("");
});

test("an agenda has a heading for each day of the school", () => {
  const late = session({ starts_at: "2026-12-08T23:30:00Z" });
  const wish = session({ starts_at: null });

  expect(byDay([session({}), session({}), late, wish]).map(({ day, sessions }) => [day, sessions.length])).toEqual([
    ["2026-12-08", 2],
    ["2026-12-09", 1],
    ["", 1],
  ]);
});

test("the acts of many are those that one of them allows, a wish taking no time of its own", () => {
  const held = session({ allowed_actions: ["accept", "prepare", "cancel"] });
  const wish = session({ state: "wished", allowed_actions: ["hold", "cancel"] });

  expect(actsOf([held, wish])).toEqual([
    { act: "accept", count: 1 },
    { act: "cancel", count: 2 },
  ]);
});
