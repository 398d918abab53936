/** The words of the page on security, loaded with it alone. */
import { aboutSecurity as en } from "../words/en.security";
import { aboutSecurity as fr } from "../words/fr.security";
import { speech } from "../words/speech.svelte";

export const security = (): typeof fr => (speech.language === "fr" ? fr : en);
