/** What the service worker keeps for its person on this machine. */
import type { Schemas } from "../api/shapes";
import { AGENDA, OWN, SEEN_AT, isTooOld } from "../worker/rules";

export interface Agenda {
  seenAt: string;
  sessions: Schemas["Session"][];
}

/** The next sessions as they were last seen; null when none are kept. */
export async function keptAgenda(now = Date.now()): Promise<Agenda | null> {
  const found = "caches" in window ? await caches.match(AGENDA, { cacheName: OWN }) : undefined;
  const seenAt = found?.headers.get(SEEN_AT) ?? null;
  if (!found || seenAt === null || isTooOld(seenAt, now)) return null;
  const { results } = (await found.json()) as { results: Schemas["Session"][] };
  return { seenAt, sessions: results.filter(({ ends_at }) => ends_at !== null && Date.parse(ends_at) > now) };
}

/** Leave nothing of anybody on this machine. */
export async function forgetKept(): Promise<void> {
  if ("caches" in window) await caches.delete(OWN);
}

/** Let the service worker read the next sessions, once there is time. */
export async function keepAgenda(today: string, language: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep: today, language });
}

export function startWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}
