import { expect, test } from "vitest";
import { coordination as en } from "../words/en.coordination";
import { coordination as fr } from "../words/fr.coordination";

test("French counts 0 and 1 in the singular, English only 1", () => {
  expect([fr.many.result(0, 0), fr.many.result(2, 1)]).toEqual([
    "C’est fait pour 0 séance.",
    "C’est fait pour 2 séances ; 1 séance est restée telle quelle.",
  ]);
  expect(en.many.result(0, 2)).toBe("Done for 0 sessions; 2 sessions were left as they are.");
});

test("who is told is said, or that nobody is", () => {
  expect(fr.many.told(1, 2)).toBe("Seront prévenus par courriel : 1 personne et 2 boîtes d’établissement.");
  expect(en.many.told(0, 0)).toBe("Nobody will be told: no mail leaves for this act.");
});
