/** Builds `sw.js` after the pages, told which files show those that work without a network. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "vite";

interface Entry {
  file: string;
  css?: string[];
  imports?: string[];
  assets?: string[];
}
type Manifest = Record<string, Entry>;

/** The pages whose route says `offline`. */
export function offlinePages(routes: string): string[] {
  const lines = routes.split("\n").filter((line) => line.includes("offline: true"));
  return lines.map((line) => (/import\("\.\/(.+?)"\)/.exec(line)?.[1] ?? "").replace(/^/, "src/"));
}

/** The files that entries of the manifest need, each once. */
export function filesOf(manifest: Manifest, entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const files = new Set(Object.values(manifest).map(({ file }) => file).filter((file) => file.endsWith(".svg")));
  const add = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    const entry = manifest[key];
    if (!entry) throw new Error(`The build has no ${key}, which works without a network.`);
    for (const file of [entry.file, ...(entry.css ?? []), ...(entry.assets ?? [])]) files.add(file);
    entry.imports?.forEach(add);
  };
  entries.forEach(add);
  return [...files].sort();
}

export function serviceWorker(): Plugin {
  let root = "";
  let outDir = "";
  let base = "";
  return {
    name: "service-worker",
    apply: "build",
    configResolved(config) {
      ({ root, base } = config);
      outDir = resolve(root, config.build.outDir);
    },
    async closeBundle() {
      const read = (path: string) => readFileSync(path, "utf8");
      const manifest = JSON.parse(read(join(outDir, ".vite/manifest.json"))) as Manifest;
      const pages = ["index.html", "src/words/en.ts", ...offlinePages(read(join(root, "src/routes.ts")))];
      const files = filesOf(manifest, pages).map((file) => base + file);
      const name = createHash("sha256").update(read(join(outDir, "index.html"))).update(files.join()).digest("hex").slice(0, 12);
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: "error",
        define: { __SHELL__: JSON.stringify({ name, files }) },
        build: {
          outDir,
          emptyOutDir: false,
          target: "es2022",
          reportCompressedSize: false,
          rolldownOptions: {
            input: join(root, "src/worker/worker.ts"),
            output: { entryFileNames: "sw.js", format: "iife" },
          },
        },
      });
    },
  };
}
