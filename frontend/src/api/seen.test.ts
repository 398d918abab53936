import { expect, test } from "vitest";
import { noteSeen, withSeen } from "./seen";

const answer = (at?: string) => new Response("{}", { headers: at ? { "Seen-At": at } : {} });

test("what came fresh has no date to tell", async () => {
  expect(await withSeen(async () => noteSeen(answer()))).toMatchObject({ seenAt: null });
});

test("of several answers out of the store the oldest dates all", async () => {
  const read = async () => {
    noteSeen(answer("2026-12-08T10:00:00Z"));
    noteSeen(answer("2026-12-07T10:00:00Z"));
    noteSeen(answer());
  };

  expect((await withSeen(read)).seenAt).toBe("2026-12-07T10:00:00Z");
});

test("what another reading got does not date this one", async () => {
  await withSeen(async () => noteSeen(answer("2026-12-08T10:00:00Z")));

  expect((await withSeen(async () => 1)).seenAt).toBeNull();
});
