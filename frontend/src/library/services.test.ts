import { expect, test } from "vitest";
import type { Schemas } from "../api/shapes";
import { byUrgency, dialled, isNumber, levelIn } from "./services";

test.each([
  ["3018", "3018"],
  ["03 27 12 34 56", "0327123456"],
  ["+33 3 27 12", "+3332712"],
])("%s is dialled %s", (phone, digits) => {
  expect(dialled(phone)).toBe(digits);
});

test("a service may be called by its number", () => {
  expect(isNumber({ name: "3018", phone: "30 18" })).toBe(true);
  expect(isNumber({ name: "Maison des adolescents", phone: "03 27 12 34 56" })).toBe(false);
});

test("emergencies stand apart, each list in its order", () => {
  const services = ["a", "b", "c"].map((name) => ({ name, emergency: name === "b" }) as Schemas["HelpService"]);

  const { emergencies, others } = byUrgency(services);

  expect([emergencies, others].map((all) => all.map(({ name }) => name))).toEqual([["b"], ["a", "c"]]);
});

test("a level is one of the list, or none", () => {
  expect(["?level=6E", "?level=7E", ""].map(levelIn)).toEqual(["6E", undefined, undefined]);
});
