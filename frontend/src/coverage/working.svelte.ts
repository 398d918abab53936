/** The words of the worklist and of proposing, which come with these pages: others never load them. */
import * as en from "../words/en.worklist";
import * as fr from "../words/fr.worklist";
import { speech } from "../words/speech.svelte";

class Working {
  words = $derived(speech.language === "fr" ? fr : en);
}

export const working = new Working();
