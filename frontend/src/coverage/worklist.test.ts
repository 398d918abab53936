import { expect, test } from "vitest";
import { hrefOf, linkTo, shownOf, type Line } from "./worklist";

const MAIL = { subject: "Votre agenda", body: "Bonjour,\nà bientôt" };
const ID = "5f0c3c1e-0f6a-4c1c-9b0e-3c3f3f0c7a11";

const most = {
  class_group: { id: 7, label: "6e A", levels: ["6E"], headcount: 24 },
  duty: { code: "EVARS", name: "EVARS", unit: "SESSIONS" },
  theme: { code: "EVARS", name: "EVARS" },
  missing: 3,
  offered: true,
} as const;

function line(deed: Line["deed"], more: Partial<Line> = {}): Line {
  return { deed, session: null, most: null, email: "", school: { uai: "0590006L" }, ...more };
}
const hrefs = (one: Line, search = "") => hrefOf(one, search, MAIL);

test("each act is one press away", () => {
  expect(hrefs(line("decide", { session: ID }))).toBe(`/sessions/${ID}`);
  expect(hrefs(line("tell", { session: ID }))).toBe(`/sessions/${ID}`);
  expect(hrefs(line("report", { session: ID }))).toBe(`/sessions/${ID}/report`);
  expect(hrefs(line("propose", { most: { ...most, class_group: { ...most.class_group, levels: ["6E"] } } }))).toBe(
    "/propose?class=7&theme=EVARS",
  );
  expect(hrefs(line("renew"))).toBe("/coordination/agreements");
});

test("proposing comes back to the list as it was filtered", () => {
  const named = line("propose", { most: { ...most, class_group: { ...most.class_group, levels: ["6E"] } } });

  const list = new URL(hrefs(named, "?priority=REP&page=2"), "https://exemple.test").searchParams.get("list");

  expect(list).toBe("priority=REP&page=2");
});

test("a school whose classes may have nothing is opened itself", () => {
  expect(hrefs(line("propose"))).toBe("/schools/0590006L");
  expect(hrefs(line("book"))).toBe("/schools/0590006L");
});

test("a school whose calendar nobody reads is written to, where its address is known", () => {
  expect(hrefs(line("send_feed"))).toBe("/schools/0590006L");
  expect(hrefs(line("send_feed", { email: "ecole@exemple.test" }))).toBe(
    "mailto:ecole@exemple.test?subject=Votre%20agenda&body=Bonjour%2C%0A%C3%A0%20bient%C3%B4t",
  );
});

test("an address that says nothing known is the whole list", () => {
  expect(shownOf("?thing=other&page=0&proposed=<b>")).toEqual({ thing: "", page: 1, proposed: "" });
  expect(shownOf(`?thing=behind_pace&page=3&proposed=${ID}`)).toEqual({ thing: "behind_pace", page: 3, proposed: ID });
});

test("another thing begins at its first page and keeps the filters", () => {
  const search = `?priority=REP&thing=behind_pace&page=3&proposed=${ID}`;

  expect(linkTo(search, { thing: "never_reached" })).toBe("/coverage/worklist?priority=REP&thing=never_reached");
  expect(linkTo(search, { thing: "" })).toBe("/coverage/worklist?priority=REP");
  expect(linkTo(search, { page: 2 })).toBe("/coverage/worklist?priority=REP&thing=behind_pace&page=2");
  expect(linkTo("?page=2", { page: 1 })).toBe("/coverage/worklist");
});
