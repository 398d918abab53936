import { expect, test } from "vitest";
import { formatOf, pagesOf, playerOf, saving, sizeInWords } from "./files";

test.each([
  ["application/pdf", "PDF"],
  ["video/mp4", "MP4"],
  ["audio/mpeg", "MP3"],
  ["image/webp", "WEBP"],
  ["application/vnd.oasis.opendocument.presentation", "ODP"],
])("%s is called %s", (type, name) => {
  expect(formatOf(type)).toBe(name);
});

test("sizes are said in the unit that leaves two digits or three", () => {
  expect([0, 999, 12_345, 1_440_000, 73_000_000].map((size) => sizeInWords(size, "fr"))).toEqual([
    "0\u00a0o", "999\u00a0o", "12\u00a0Ko", "1,4\u00a0Mo", "73\u00a0Mo",
  ]);
  expect(sizeInWords(1_440_000, "en")).toBe("1.4\u00a0MB");
});

test("films and sounds are played, the rest is looked at", () => {
  expect(["video/webm", "audio/ogg", "application/pdf"].map(playerOf)).toEqual(["video", "audio", null]);
});

test("pictures are gathered by page, from the smallest to the largest", () => {
  const picture = (page: number, width: number) => ({ page, width, height: width * 2, url: `/${page}/${width}` });

  expect(pagesOf([picture(2, 800), picture(1, 800), picture(1, 320)])).toEqual([
    { number: 1, src: "/1/800", srcset: "/1/320 320w, /1/800 800w", width: 800, height: 1600 },
    { number: 2, src: "/2/800", srcset: "/2/800 800w", width: 800, height: 1600 },
  ]);
  expect(pagesOf([])).toEqual([]);
});

test("what is saved has an address of its own", () => {
  expect(saving("/materials/1/file")).toBe("/materials/1/file?download");
});
