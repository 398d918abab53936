/** What only a facilitator's pages say: no part of the first screen of everybody. */
import { aboutFacilitators as en } from "./en.facilitator";
import { aboutFacilitators as fr } from "./fr.facilitator";
import { speech } from "./speech.svelte";

export const facilitatorWords = (): typeof fr => (speech.language === "fr" ? fr : en);
