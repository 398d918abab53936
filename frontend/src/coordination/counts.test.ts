import { expect, test } from "vitest";
import type { Schemas } from "../api/shapes";
import { inOrder } from "./counts";

const NONE: Schemas["Counts"] = {
  ...{ to_authorise: 0, to_accept: 0, proposed: 0, waiting: 0, blocked: 0, outcome_missing: 0 },
  ...{ clashes_hard: 0, clashes_soft: 0, roles_to_confirm: 0, agreements_ending: 0, mails_failed: 0 },
};

test("what cannot take place comes first, and nought is not shown", () => {
  const shown = inOrder({ ...NONE, waiting: 2, clashes_hard: 1, clashes_soft: 4 });

  expect(shown.map(({ name, count, hard }) => [name, count, hard])).toEqual([
    ["clashes_hard", 1, true],
    ["waiting", 2, false],
    ["clashes_soft", 4, false],
  ]);
  expect(inOrder(NONE)).toEqual([]);
});
