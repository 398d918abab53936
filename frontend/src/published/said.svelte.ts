/** The words of published figures, which come with their page. */
import { published as en } from "../words/en.published";
import { published as fr } from "../words/fr.published";
import { speech } from "../words/speech.svelte";

class Said {
  words = $derived(speech.language === "fr" ? fr : en);
}

export const said = new Said();
