/** What is said of materials alone: no part of the first screen of everybody. */
import { aboutLibrary as en } from "./en.library";
import { aboutLibrary as fr } from "./fr.library";
import { speech } from "./speech.svelte";

export const libraryWords = (): typeof fr => (speech.language === "fr" ? fr : en);
