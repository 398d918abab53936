import { expect, test } from "vitest";
import { inOrder, saidOf } from "./order";

test("the usual next act comes first, what takes away last", () => {
  expect(inOrder(["withdraw", "send_back", "publish"])).toEqual(["publish", "send_back", "withdraw"]);
  expect(inOrder(["submit"])).toEqual(["submit"]);
});

test("of what was published before, to publish is to renew its review", () => {
  expect(saidOf("publish", "draft")).toBe("publish");
  expect(saidOf("publish", "expired")).toBe("renew");
  expect(saidOf("withdraw", "published")).toBe("withdraw");
});
