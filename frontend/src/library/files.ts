/** Files as people say them, and the pictures of their pages. */
import type { Schemas } from "../api/shapes";
import * as dates from "../words/dates";

type Picture = Schemas["Picture"];

const FORMATS: Record<string, string> = {
  "image/jpeg": "JPEG",
  "audio/mpeg": "MP3",
  "application/vnd.oasis.opendocument.text": "ODT",
  "application/vnd.oasis.opendocument.presentation": "ODP",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
};
const UNITS: Record<dates.Language, readonly string[]> = { fr: ["o", "Ko", "Mo", "Go"], en: ["B", "KB", "MB", "GB"] };
const STEP = 1000;

/** "PDF", "MP4": the name of a format, which is the same in every language. */
export const formatOf = (type: string): string => FORMATS[type] ?? type.slice(type.indexOf("/") + 1).toUpperCase();

/** "12 Ko", "1,4 Mo", "1.4 MB": two digits, which is what one compares. */
export function sizeInWords(bytes: number, language: dates.Language): string {
  const units = UNITS[language];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)));
  const amount = bytes / STEP ** power;
  const rounded = amount < 10 && power > 0 ? Math.round(amount * 10) / 10 : Math.round(amount);
  return `${dates.quantity(rounded, language)}\u00a0${units[power]}`;
}

export type Player = "video" | "audio" | null;

export function playerOf(type: string): Player {
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio" : null;
}

export interface Page {
  number: number;
  src: string;
  /** The widths to choose from, as `<img srcset>` wants them. */
  srcset: string;
  width: number;
  height: number;
}

/** The pictures by page, in order; the largest stands where a browser chooses none. */
export function pagesOf(pictures: readonly Picture[]): Page[] {
  const byPage = new Map<number, Picture[]>();
  for (const one of pictures) byPage.set(one.page, [...(byPage.get(one.page) ?? []), one]);
  return [...byPage].sort(([one], [other]) => one - other).flatMap(([number, found]) => {
    const sizes = found.toSorted((one, other) => one.width - other.width);
    const largest = sizes.at(-1);
    if (!largest) return [];
    const srcset = sizes.map(({ url, width }) => `${url} ${width}w`).join(", ");
    return [{ number, src: largest.url, srcset, width: largest.width, height: largest.height }];
  });
}

/** The same address, whose answer is saved rather than shown. */
export const saving = (url: string): string => `${url}?download`;
