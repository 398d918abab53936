import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GUIDES } from "./guides";
import { read } from "./markdown";

const docs = new URL("../../../docs/", import.meta.url);
const files = readdirSync(new URL("guide/", docs));
const source = (file: string) => readFileSync(new URL(`guide/${file}`, docs), "utf8");

test("headings, paragraphs, lists and pictures are told apart", () => {
  const guide = "# Guide\n\n## Réserver\n\nUn mot,\nsur deux lignes.\n\n1. Un\n2. Deux\n\n- Point\n\n![Une page](../screenshots/start.webp)\n";

  expect(read(guide)).toEqual([
    { kind: "title", text: "Guide" },
    { kind: "heading", text: "Réserver" },
    { kind: "paragraph", pieces: [{ kind: "text", text: "Un mot, sur deux lignes." }] },
    { kind: "steps", items: [[{ kind: "text", text: "Un" }], [{ kind: "text", text: "Deux" }]] },
    { kind: "bullets", items: [[{ kind: "text", text: "Point" }]] },
    { kind: "picture", alt: "Une page", name: "start" },
  ]);
});

test("bold, code and links stand within a line", () => {
  expect(read("Ouvrez **Aide**, puis `GET` et [lisez](/help).")).toEqual([
    {
      kind: "paragraph",
      pieces: [
        { kind: "text", text: "Ouvrez " },
        { kind: "strong", text: "Aide" },
        { kind: "text", text: ", puis " },
        { kind: "code", text: "GET" },
        { kind: "text", text: " et " },
        { kind: "link", text: "lisez", href: "/help" },
        { kind: "text", text: "." },
      ],
    },
  ]);
});

test.each([
  "<script>alert(1)</script>",
  "[ici](javascript:alert(1))",
  "[ici](http://exemple.test)",
  "### Trop bas",
  "| un | tableau |",
  "![](../screenshots/start.webp)",
  "![Ailleurs](https://exemple.test/x.webp)",
  "- Point\nsuite",
  "**pas fini",
])("what the pages cannot show is refused: %s", (guide) => {
  expect(() => read(guide)).toThrow("know no such mark");
});

test("each guide has its page, and each page its guide", () => {
  expect(files.sort()).toEqual(Object.keys(GUIDES).map((role) => `${role}.md`).sort());
});

test.each(files)("%s begins with its title, and its pictures are there", (file) => {
  const blocks = read(source(file));
  const pictures = blocks.filter(({ kind }) => kind === "picture");

  expect(blocks.map(({ kind }) => kind).filter((kind) => kind === "title")).toHaveLength(1);
  expect(blocks[0]?.kind).toBe("title");
  for (const picture of pictures) {
    const name = "name" in picture && picture.name;
    for (const size of ["", "-360"])
      expect(existsSync(new URL(`screenshots/${name}${size}.webp`, docs)), `${name}${size}`).toBe(true);
  }
});

test.each(files)("%s keeps French marks on the line", (file) => {
  expect(source(file).split("\n").filter((line) => !line.startsWith("!") && / [:;?!»](?!\w)|« |'/.test(line))).toEqual([]);
});
