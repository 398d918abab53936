import { expect, test } from "vitest";
import { addressOf, readChoice } from "./address";

test("an address without anything is the choice of classes", () => {
  expect(readChoice("")).toEqual({
    step: "classes",
    school: "",
    classes: [],
    themes: [],
    offer: null,
    sessions: null,
    together: null,
    from: "",
    times: "",
    adult: "TEACHER",
    made: [],
  });
  expect(addressOf(readChoice(""))).toBe("/book");
});

test("what was written is read as it was", () => {
  const address =
    "/book?step=times&school=0590006L&class=4&class=7&theme=EVARS&offer=2&sessions=3&together=2&from=2027-01-04&adult=NURSE&times=hsz1a.w&made=a-b";

  expect(addressOf(readChoice(address.slice(address.indexOf("?"))))).toBe(address);
});

test("a step whose choice is missing leads back to where it is made", () => {
  expect(readChoice("?step=times").step).toBe("classes");
  expect(readChoice("?step=times&class=4").step).toBe("offers");
  expect(readChoice("?step=result&class=4&offer=2").step).toBe("result");
  expect(readChoice("?step=nothing&class=4").step).toBe("classes");
});

test("what means nothing is left out", () => {
  const choice = readChoice("?class=4&class=x&class=-1&class=4&offer=0&from=tomorrow&adult=DOG&sessions=1.5");

  expect(choice).toMatchObject({ classes: [4], offer: null, from: "", adult: "TEACHER", sessions: null });
});
