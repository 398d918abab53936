import "./style/tokens.css";
import "./style/base.css";
import "./style/print.css";
import { mount } from "svelte";
import { whenSignedOut } from "./api/client";
import App from "./App.svelte";
import { signing } from "./entry/signing.svelte";
import { startWorker } from "./offline/kept";
import { connection } from "./parts/connection.svelte";
import { place } from "./parts/place.svelte";
import { find } from "./routes";
import { speech } from "./words/speech.svelte";

await speech.start().catch(() => undefined); // without the words of English: in French
place.follow((path) => find(path) !== null);
connection.follow();
whenSignedOut(signing.again);
startWorker();
mount(App, { target: document.getElementById("app") as HTMLElement });
