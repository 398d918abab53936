// Weighs what the browser loads, in KB of brotli, against the budgets; exits 1 beyond them.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const FIRST_SCREEN_KB = 60;
const LATER_PAGE_KB = 25;
// Libraries that come by themselves, once a page that needs them is there.
const APART_KB = { "leaflet/dist/leaflet-src.js": 40 };
const budgetOf = (key) => Object.entries(APART_KB).find(([name]) => key.endsWith(name))?.[1] ?? LATER_PAGE_KB;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const weigh = (file) => brotliCompressSync(readFileSync(new URL(file, dist))).length / 1024;

/** The files that an entry of the manifest needs, its static imports included. */
function needs(key, found = new Set()) {
  const { file, css = [], imports = [] } = manifest[key];
  if (found.has(file)) return found;
  for (const one of [file, ...css]) found.add(one);
  for (const one of imports) needs(one, found);
  return found;
}

const total = (files) => [...files].reduce((sum, file) => sum + weigh(file), 0);
const always = new Set([...needs("index.html"), "index.html"]);
const first = new Set([...always, ...needs("src/start/Start.svelte")]);

let beyond = false;
function show(name, kb, budget, more = "") {
  beyond ||= kb > budget;
  console.log(`${name.padEnd(44)} ${kb.toFixed(1).padStart(6)} / ${budget} KB${more}`);
}
show("first screen", total(first), FIRST_SCREEN_KB, `, ${first.size} files`);
for (const [key, { isDynamicEntry }] of Object.entries(manifest)) {
  if (!isDynamicEntry) continue;
  show(key, total([...needs(key)].filter((file) => !always.has(file))), budgetOf(key));
}
process.exit(beyond ? 1 : 0);
