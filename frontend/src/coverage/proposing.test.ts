import { expect, test } from "vitest";
import { addressOf, proposingOf, shownOf, worklistOf } from "./proposing";

test("an address names the class, the theme, the offer and the list it came from", () => {
  const asked = { group: 12, theme: "EVARS", offer: 3, list: "priority=REP&page=2" };

  expect(proposingOf(new URL(addressOf(asked), "https://exemple.test").search)).toEqual(asked);
});

test("what is no key is none", () => {
  expect(proposingOf("?class=x&offer=0")).toEqual({ group: null, theme: "", offer: null, list: "" });
});

test("the worklist is come back to as it was left, with what was just proposed", () => {
  expect(worklistOf({ list: "" })).toBe("/coverage/worklist");
  expect(worklistOf({ list: "priority=REP&proposed=old" }, "new")).toBe("/coverage/worklist?priority=REP&proposed=new");
});

test("the first offer that can come is shown, or the one chosen while it can", () => {
  const offers = [
    { id: 1, fits: false },
    { id: 2, fits: true },
    { id: 3, fits: true },
  ];

  expect(shownOf(offers, null)?.id).toBe(2);
  expect(shownOf(offers, 3)?.id).toBe(3);
  expect(shownOf(offers, 1)?.id).toBe(2);
  expect(shownOf(offers.slice(0, 1), 1)).toBeUndefined();
});
