/** The words of the coordination's pages, which come with them: others never load them. */
import { coordination as en } from "../words/en.coordination";
import { coordination as fr } from "../words/fr.coordination";
import { speech } from "../words/speech.svelte";

class Said {
  words = $derived(speech.language === "fr" ? fr : en);
}

export const said = new Said();
