/**
 * The service worker: the shell of the pages without a network, and what its person looked at.
 * The network is always asked first; an answer out of the store says since when it is there.
 */
import { AGENDA, FRESH_FOR_MS, ME, MOST_SHEETS, OWN, SEEN_AT, agendaFrom, isPage, isTooOld, keptAs, oldShells } from "./rules";

declare const self: ServiceWorkerGlobalScope;
/** The files of the shell and a name for them all, written here by the build. */
declare const __SHELL__: { name: string; files: string[] };

const SHELL = `shell:${__SHELL__.name}`;
const DOCUMENT = "/";
const ASSETS = "/static/pages/assets/";
/** Whose answers the store holds; without it nothing is kept. */
const OWNER = "/owner";
const DOCUMENT_PATIENCE_MS = 5000;
const PATIENCE_MS = 10_000;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const shell = await caches.open(SHELL);
    await shell.addAll([new Request(DOCUMENT, { cache: "no-cache" }), ...__SHELL__.files]);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const renew = async () => {
    await Promise.all(oldShells(await caches.keys()).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(renew());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const kept = keptAs(address);
  if (request.mode === "navigate") {
    if (isPage(address.pathname)) event.respondWith(page(request));
  } else if (address.pathname.startsWith(ASSETS)) {
    event.respondWith(asset(request));
  } else if (kept) {
    event.respondWith(own(request, kept));
  }
});

self.addEventListener("message", (event) => {
  const { keep, language } = (event.data ?? {}) as { keep?: string; language?: string };
  if (keep && language) event.waitUntil(keepAgenda(keep, language));
});

const within = (request: Request, milliseconds: number) => {
  const late = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Error("late")), milliseconds));
  return Promise.race([fetch(request), late]);
};

async function page(request: Request): Promise<Response> {
  try {
    return await within(request, DOCUMENT_PATIENCE_MS);
  } catch {
    const shell = await caches.open(SHELL);
    return (await shell.match(DOCUMENT)) ?? fetch(request);
  }
}

/** Assets carry their digest in their name: they never change. */
const asset = async (request: Request) => (await caches.match(request)) ?? fetch(request);

async function own(request: Request, name: string): Promise<Response> {
  try {
    const answer = await within(request, PATIENCE_MS);
    await note(name, answer.clone());
    return answer;
  } catch {
    const found = await (await caches.open(OWN)).match(name);
    if (found && !isTooOld(found.headers.get(SEEN_AT), Date.now())) return found;
    return fetch(request);
  }
}

/** Keep an answer of the service, as of now; or drop what it no longer shows. */
async function note(name: string, answer: Response): Promise<void> {
  if (answer.status === 401 && name === ME) await caches.delete(OWN);
  if (name === ME && answer.ok) await belongTo(String(((await answer.clone().json()) as { id: number }).id));
  const store = await caches.open(OWN);
  if (!(await store.match(OWNER))) return;
  if (answer.ok) {
    const headers = { "Content-Type": "application/json", [SEEN_AT]: new Date().toISOString() };
    await store.put(name, new Response(await answer.blob(), { headers }));
  } else if (answer.status === 403 || answer.status === 404) {
    await store.delete(name);
  }
}

/** Nobody finds what another person looked at. */
async function belongTo(owner: string): Promise<void> {
  const known = await (await caches.open(OWN)).match(OWNER);
  if (known && (await known.text()) === owner) return;
  await caches.delete(OWN);
  await (await caches.open(OWN)).put(OWNER, new Response(owner));
}

/** Read the next sessions and their sheets, to be there without a network. */
async function keepAgenda(day: string, language: string): Promise<void> {
  const read = async (address: string, name: string) => {
    const answer = await fetch(address, { headers: { "Accept": "application/json", "Accept-Language": language } });
    await note(name, answer.clone());
    return answer;
  };
  const there = await (await caches.open(OWN)).match(AGENDA);
  const seenAt = Date.parse(there?.headers.get(SEEN_AT) ?? "");
  if (Date.now() - seenAt < FRESH_FOR_MS || !(await read(ME, ME)).ok) return;
  const answer = await read(agendaFrom(day), AGENDA);
  if (!answer.ok) return;
  const { results } = (await answer.json()) as { results: { id: string }[] };
  for (const { id } of results.slice(0, MOST_SHEETS)) await read(`${AGENDA}${id}/`, `${AGENDA}${id}/`);
}
