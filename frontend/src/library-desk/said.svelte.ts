/** The words of those who curate, which come with their pages: others never load them. */
import { libraryDesk as en } from "../words/en.libraryDesk";
import { libraryDesk as fr } from "../words/fr.libraryDesk";
import { speech } from "../words/speech.svelte";

class Said {
  words = $derived(speech.language === "fr" ? fr : en);
}

export const said = new Said();
