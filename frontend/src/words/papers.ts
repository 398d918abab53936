/** What only pages with papers say: no part of the first screen of everybody. */
import { papers as en } from "./en.papers";
import { papers as fr } from "./fr.papers";
import { speech } from "./speech.svelte";

export const papersWords = (): typeof fr => (speech.language === "fr" ? fr : en);
