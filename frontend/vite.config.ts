import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/serviceWorker.ts";

const django = "http://127.0.0.1:8000";

export default defineConfig({
  // Django serves dist/assets under this address; index.html by its own view.
  base: "/static/pages/",
  plugins: [svelte(), serviceWorker()],
  build: {
    // A data: address would be refused by the site's content security policy.
    assetsInlineLimit: 0,
    // One style sheet, and one file for what several pages share: a first screen in few requests.
    cssCodeSplit: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [
        { name: "shared", test: /^(?!.*\/src\/(coordination\/|words\/..\.coordination|words\/(..\.)?facilitator))/, minShareCount: 2, priority: 2 },
        // What a facilitator's or the coordination's pages share is not for everybody's first screen.
        { name: "facilitator", test: /\/src\/words\/(..\.)?facilitator/, minShareCount: 2, priority: 1 },
        { name: "coordination", minShareCount: 2, priority: 1 },
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
      "^/calendars/.*\\.ics": django,
    },
  },
  test: { include: ["src/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"] },
});
