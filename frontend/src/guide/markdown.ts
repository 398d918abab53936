/**
 * The little Markdown that our guides are written in, read strictly: headings, paragraphs,
 * lists, pictures of `docs/screenshots/`, and within a line bold, code and links. Anything
 * else is refused, so that a guide that the pages cannot show fails its test.
 */

export type Piece =
  | { kind: "text" | "strong" | "code"; text: string }
  | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "title" | "heading"; text: string }
  | { kind: "paragraph"; pieces: Piece[] }
  | { kind: "bullets" | "steps"; items: Piece[][] }
  | { kind: "picture"; alt: string; name: string };

const PICTURE = /^!\[([^\]]+)\]\(\.\.\/screenshots\/([\w-]+)\.webp\)$/;
const BULLET = /^- (.+)$/;
const STEP = /^\d+\. (.+)$/;
const PIECE = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(((?:https:\/|)\/[^\s)]+)\)/g;

/** Read a whole guide; throws an `Error` that quotes what it cannot read. */
export function read(markdown: string): Block[] {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map((part) => block(part.split("\n")));
}

function block(lines: string[]): Block {
  const [first = "", ...others] = lines;
  if (others.length === 0) {
    const heading = /^(##?) (.+)$/.exec(first);
    if (heading) return { kind: heading[1] === "#" ? "title" : "heading", text: plain(heading[2]!) };
    const picture = PICTURE.exec(first);
    if (picture) return { kind: "picture", alt: picture[1]!, name: picture[2]! };
  }
  const bullets = items(lines, BULLET);
  if (bullets) return { kind: "bullets", items: bullets };
  const steps = items(lines, STEP);
  if (steps) return { kind: "steps", items: steps };
  for (const line of lines) if (/^(#|!|- |\d+\. )/.test(line)) refuse(line);
  return { kind: "paragraph", pieces: pieces(lines.join(" ")) };
}

/** The items of a list, when every line is one. */
function items(lines: string[], mark: RegExp): Piece[][] | null {
  const texts = lines.map((line) => mark.exec(line)?.[1]);
  return texts.every((text) => text !== undefined) ? texts.map(pieces) : null;
}

function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let after = 0;
  for (const match of line.matchAll(PIECE)) {
    const [whole, strong, code, label, href] = match;
    text(line.slice(after, match.index), found);
    if (strong) found.push({ kind: "strong", text: strong });
    else if (code) found.push({ kind: "code", text: code });
    else found.push({ kind: "link", text: label!, href: href! });
    after = match.index + whole.length;
  }
  text(line.slice(after), found);
  return found;
}

function text(said: string, found: Piece[]): void {
  if (said) found.push({ kind: "text", text: plain(said) });
}

function plain(said: string): string {
  if (/[*`<>[\]_#|]/.test(said)) refuse(said);
  return said;
}

function refuse(said: string): never {
  throw new Error(`The guides know no such mark: ${said}`);
}
