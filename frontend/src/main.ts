import "./style/tokens.css";
import "./style/base.css";
import "./style/print.css";
import { mount } from "svelte";
import { whenSignedOut } from "./api/client";
import App from "./App.svelte";
import { me } from "./me.svelte";
import { place } from "./parts/place.svelte";
import { find } from "./routes";
import { speech } from "./words/speech.svelte";

speech.start();
place.follow((path) => find(path) !== null);
whenSignedOut(() => (me.current = null));
mount(App, { target: document.getElementById("app") as HTMLElement });
