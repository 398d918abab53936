import { expect, test } from "vitest";
import { filledFrom, toSend } from "./editing";

const message = {
  subject: "",
  words: "Entrée par la cour.",
  due_at: "2026-12-08T07:30:00Z",
  school: { uai: "0590001A", name: "Collège", commune: "Anzin", time_zone: "Europe/Paris" },
};

test("the form shows the time of the school", () => {
  expect(filledFrom(message)).toEqual({
    subject: "",
    words: "Entrée par la cour.",
    day: "2026-12-08",
    time: "08:30",
  });
});

test("a time that was not changed is not sent", () => {
  expect(toSend({ ...filledFrom(message), subject: "À lire" }, message)).toEqual({
    subject: "À lire",
    words: "Entrée par la cour.",
  });
});

test("another time is sent as an instant, whatever the clocks of the reader show", () => {
  const filled = { ...filledFrom(message), day: "2026-07-01", time: "10:00" };

  expect(toSend(filled, message).due_at).toBe("2026-07-01T08:00:00.000Z");
  expect(toSend(filled, { ...message, school: null }).due_at).toBe("2026-07-01T08:00:00.000Z");
});

test("a time that is missing is left to the API to refuse", () => {
  expect(toSend({ ...filledFrom(message), time: "" }, message).due_at).toBe("");
});
