/** What is said of feedback, fetched with the pages that ask for it or count it. */
import { aboutFeedback as en } from "./en.feedback";
import { aboutFeedback as fr } from "./fr.feedback";
import { speech } from "./speech.svelte";

export const feedbackWords = (): typeof fr => (speech.language === "fr" ? fr : en);
