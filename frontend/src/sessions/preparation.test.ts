import { expect, test } from "vitest";
import { asks, toSend, type Filled } from "./preparation";

const nothing: Filled = { adult: "", families: "", reason: "", academie: "", place: "SCHOOL", address: "" };

test("what is not known is not sent, so that it stays as it is", () => {
  expect(toSend(nothing)).toEqual({ location: "SCHOOL" });
  expect(toSend({ ...nothing, adult: "NURSE", families: "2026-09-10" })).toEqual({
    en_adult: "NURSE",
    families_informed_on: "2026-09-10",
    location: "SCHOOL",
  });
});

test("an address is sent with the place that has one", () => {
  expect(toSend({ ...nothing, address: "1 place d’Armes" })).toEqual({ location: "SCHOOL" });
  expect(toSend({ ...nothing, place: "ADDRESS", address: "1 place d’Armes" })).toEqual({
    location: "ADDRESS",
    address: "1 place d’Armes",
  });
});

test("the exception is asked about where it is missing, or was said already", () => {
  const point = { code: "exception_not_informed", blocks: true, detail: "", lift: "" };
  const said = { readiness: [], exceptional_reason: "PROJECT" as const, exception_informed_on: null };

  expect(asks(said)).toEqual({ reason: true, academie: false });
  expect(asks({ ...said, readiness: [point] })).toEqual({ reason: true, academie: true });
});
