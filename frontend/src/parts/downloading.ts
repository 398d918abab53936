/** Fetching a file with its progress, and saving it under the name that the answer gives. */
import { Problem, problemOf } from "../api/problem";
import { isAborted } from "./files";

export interface Progress {
  /** Bytes that have come. */
  received: number;
  /** Bytes of the whole, where the answer says it. */
  total: number | null;
}

export interface Downloaded {
  name: string;
  blob: Blob;
}

interface Asked {
  address: string;
  language: string;
  progress: (now: Progress) => void;
  signal: AbortSignal;
}

/** Fetch a file. Throws the `Problem` the API gave, or an AbortError. */
export async function download({ address, language, progress, signal }: Asked): Promise<Downloaded> {
  const answer = await reached(fetch(address, { signal, headers: { "Accept-Language": language } }));
  if (!answer.ok) {
    const told: unknown = await answer.json().catch(() => ({}));
    throw problemOf(answer.status, told, answer.headers.get("Retry-After"));
  }
  const parts = await reached(collect(answer, progress));
  const type = answer.headers.get("Content-Type") ?? "";
  return { name: nameIn(answer.headers.get("Content-Disposition")), blob: new Blob(parts, { type }) };
}

async function collect(answer: Response, progress: (now: Progress) => void): Promise<BlobPart[]> {
  const parts: BlobPart[] = [];
  const total = lengthOf(answer.headers);
  if (!answer.body) return parts;
  const reader = answer.body.getReader();
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
    received += value.byteLength;
    progress({ received, total });
  }
}

async function reached<T>(way: Promise<T>): Promise<T> {
  return way.catch((failure: unknown) => {
    throw isAborted(failure) ? failure : Problem.unreachable(failure);
  });
}

/** The bytes to come; unknown where they were compressed on the way, since these are counted unpacked. */
export function lengthOf(headers: Headers): number | null {
  const length = Number(headers.get("Content-Length") ?? "");
  return length > 0 && !headers.has("Content-Encoding") ? length : null;
}

/** The file name of a Content-Disposition (RFC 6266, with RFC 8187 for what is not ASCII). */
export function nameIn(disposition: string | null): string {
  const [, encoded] = /filename\*=utf-8''([^;]+)/i.exec(disposition ?? "") ?? [];
  if (encoded) return decodeURIComponent(encoded);
  const [, quoted] = /filename="((?:[^"\\]|\\.)*)"/.exec(disposition ?? "") ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? "document";
}

/** Hand a file over to the browser, which puts it where it puts all others. */
export function save({ name, blob }: Downloaded): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it from there for a moment longer.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
