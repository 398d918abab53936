import { afterEach, expect, test, vi } from "vitest";
import { download, lengthOf, nameIn, type Progress } from "./downloading";
import { isAborted } from "./files";

afterEach(() => vi.unstubAllGlobals());

const asked = (progress: (now: Progress) => void = () => undefined, signal = new AbortController().signal) => ({
  address: "/api/v1/papers/family-letter/",
  language: "fr",
  progress,
  signal,
});

function answering(body: string[], headers: Record<string, string>, status = 200): void {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of body) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(stream, { status, headers })));
}

test("a file comes part by part, with its name and how far it is", async () => {
  answering(["abc", "de"], {
    "Content-Length": "5",
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=utf-8''Bilan%202026-2027%20%C3%A9t%C3%A9.pdf",
  });
  const told: Progress[] = [];

  const { name, blob } = await download(asked((now) => told.push(now)));

  expect(name).toBe("Bilan 2026-2027 été.pdf");
  expect([await blob.text(), blob.type]).toEqual(["abcde", "application/pdf"]);
  expect(told).toEqual([
    { received: 3, total: 5 },
    { received: 5, total: 5 },
  ]);
});

test("a refusal keeps the sentence of the API", async () => {
  answering([JSON.stringify({ code: "no_classes_for_paper", detail: "Saisissez ses classes." })], {}, 409);

  await expect(download(asked())).rejects.toMatchObject({ status: 409, detail: "Saisissez ses classes." });
});

test("what cannot be reached is told from what was called off", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  await expect(download(asked())).rejects.toMatchObject({ code: "unreachable" });

  vi.stubGlobal("fetch", () => Promise.reject(new DOMException("", "AbortError")));
  await expect(download(asked())).rejects.toSatisfy(isAborted);
});

test("a length that counts packed bytes says nothing of unpacked ones", () => {
  expect(lengthOf(new Headers({ "Content-Length": "12" }))).toBe(12);
  expect(lengthOf(new Headers({ "Content-Length": "12", "Content-Encoding": "gzip" }))).toBeNull();
  expect(lengthOf(new Headers())).toBeNull();
});

test("a name is read in either of its forms", () => {
  expect(nameIn('attachment; filename="Bilan \\"A\\".xlsx"')).toBe('Bilan "A".xlsx');
  expect(nameIn(null)).toBe("document");
});
