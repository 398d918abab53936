import { expect, test } from "vitest";
import { filesOf, offlinePages } from "./serviceWorker";

test("the pages that work without a network are those whose route says so", () => {
  const routes = `
    { address: "/", page: page(() => import("./start/Start.svelte")) },
    { address: "/help", open: true, offline: true, page: page(() => import("./help/HelpPage.svelte")) },`;

  expect(offlinePages(routes)).toEqual(["src/help/HelpPage.svelte"]);
});

test("the shell holds what they need, however deep, and no other page", () => {
  const manifest = {
    "index.html": { file: "assets/index.js", imports: ["shared"], css: ["assets/style.css"] },
    shared: { file: "assets/shared.js" },
    "src/help/HelpPage.svelte": { file: "assets/help.js", imports: ["shared", "index.html"], css: ["assets/help.css"] },
    "src/other/Page.svelte": { file: "assets/other.js", css: ["assets/other.css"] },
    _other: { file: "assets/other.css" },
  };

  expect(filesOf(manifest, ["index.html", "src/help/HelpPage.svelte"])).toEqual([
    "assets/help.css",
    "assets/help.js",
    "assets/index.js",
    "assets/shared.js",
    "assets/style.css",
  ]);
  expect(() => filesOf(manifest, ["src/gone.svelte"])).toThrow("src/gone.svelte");
});
