/** The words of the pages of coverage, which come with them: others never load them. */
import { coverage as en } from "../words/en.coverage";
import { coverage as fr } from "../words/fr.coverage";
import { speech } from "../words/speech.svelte";

class Said {
  words = $derived(speech.language === "fr" ? fr : en);

  /** A share from 0 to 1: "12,5 %". */
  percent = (share: number) => this.words.percent(speech.quantity(Math.round(1000 * share) / 10));
}

export const said = new Said();
