import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/serviceWorker.ts";

const django = "http://127.0.0.1:8000";

const LIBRARY = /\/src\/(library\/|words\/(..\.)?library\.)/;
const LIBRARY_DESK = /\/src\/(library-desk\/|words\/(..\.)?libraryDesk)/;

type Importers = (id: string) => { importers: readonly string[] } | null;

/** Whether the first screen of everybody needs a module, by whatever imports it. */
function isOfFirstScreen(id: string, infoOf: Importers, seen = new Set<string>()): boolean {
  if (/\/src\/(main\.ts|start\/Start\.svelte)$/.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return (infoOf(id)?.importers ?? []).some((importer) => isOfFirstScreen(importer, infoOf, seen));
}

export default defineConfig({
  // Django serves dist/assets under this address; index.html by its own view.
  base: "/static/pages/",
  plugins: [svelte(), serviceWorker()],
  build: {
    // A data: address would be refused by the site's content security policy.
    assetsInlineLimit: 0,
    // One file for what several pages share: a first screen in few requests. A page's style comes with it.
    rolldownOptions: {
      output: { codeSplitting: { groups: [
        // What one folder's pages alone share is nobody else's to load.
        { name: "facilitator", test: /\/src\/words\/(..\.)?facilitator/, minShareCount: 2, priority: 2 },
        {
          name: (id, context) => (isOfFirstScreen(id, (one) => context.getModuleInfo(one)) ? "shared" : null),
          debugName: "shared",
          minShareCount: 2,
          priority: 3,
        },
        // So are papers, which three pages hand out; what is said of all files stands apart.
        { name: "papers", test: /\/src\/(words\/(..\.)?papers|parts\/(SchoolPapers|Download|downloading))/, minShareCount: 2, priority: 2 },
        { name: "files", test: /\/src\/parts\/files/, minShareCount: 2, priority: 4 },
        // Else the first group that shows tabs would keep them, and all who show some would load it.
        { name: "tabs", test: /\/src\/parts\/(Tabs|Filters)\.svelte/, minShareCount: 2, priority: 4 },
        { name: "coordination", test: /\/src\/(coordination\/|words\/..\.coordination)/, minShareCount: 2, priority: 1 },
        { name: "coverage", test: /\/src\/(coverage\/|words\/..\.(coverage|worklist))/, minShareCount: 2, priority: 1 },
        { name: "more", test: (id) => !LIBRARY.test(id) && !LIBRARY_DESK.test(id), minShareCount: 2 },
        // After what it stands on, which other pages would have to fetch from it.
        { name: "library", test: LIBRARY, minShareCount: 2 },
        { name: "library-desk", test: LIBRARY_DESK, minShareCount: 2 },
      ] } },
    },
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    target: "es2022",
  },
  server: {
    proxy: {
      "/api": django,
      "/_allauth": django,
      "/admin": django,
      "/materials": django,
      "/share": django,
      "/catalogue": django,
      "/oai": django,
      "^/calendars/.*\\.ics": django,
    },
  },
  test: { include: ["src/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"] },
});
