/** The one place that fetches: CSRF, language, problems, and repeating without doing twice. */
import createClient, { type Middleware } from "openapi-fetch";
import { Problem, problemOf, type ServiceErrors } from "./problem";
import type { paths } from "./schema";
import { noteSeen } from "./seen";

export { gesture, type Key } from "./sending";

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const REPEATED_AFTER_MS = 600;
// What takes longer is lost: a slow telephone is answered within seconds.
const PATIENCE_MS = 60_000;

let language = "fr";
let signInAgain: () => Promise<boolean> = () => Promise.resolve(false);

/** Ask for sentences in this language from now on. */
export function speak(code: string): void {
  language = code;
}

/** Say how to sign in again when the API no longer knows the person; true when that was done. */
export function whenSignedOut(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

export function csrfToken(cookies: string = document.cookie): string {
  return /(?:^|; )csrftoken=([^;]*)/.exec(cookies)?.[1] ?? "";
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", language);
    if (UNSAFE.has(request.method)) request.headers.set("X-CSRFToken", csrfToken());
    return request;
  },
  onResponse({ response }) {
    noteSeen(response);
  },
};

/**
 * Send a request; once more after a moment when the network failed and repeating is harmless:
 * a read, or a creation whose key makes the API answer the same.
 */
export async function sendPatiently(request: Request): Promise<Response> {
  const spare = isHarmless(request) ? request.clone() : null;
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (failure) {
    if (!spare) throw failure;
    await new Promise((resolve) => setTimeout(resolve, REPEATED_AFTER_MS));
    return fetch(spare, { signal: AbortSignal.timeout(PATIENCE_MS) });
  }
}

/** Send; when nobody is signed in any more, once again after that, exactly as it was. */
async function sendAsSomebody(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await sendPatiently(request);
  if (response.status !== 401 || !(await signInAgain())) return response;
  if (UNSAFE.has(spare.method)) spare.headers.set("X-CSRFToken", csrfToken());
  return sendPatiently(spare);
}

function isHarmless(request: Request): boolean {
  return request.method === "GET" || request.headers.has("Idempotency-Key");
}

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  fetch: sendAsSomebody,
});
api.use(headers);

interface Outcome<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** Unwrap an answer of the API, or throw the `Problem` it gave. */
export async function answered<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    throw Problem.unreachable(failure);
  });
  if (response.ok) return data as T;
  throw problemOf(response.status, error, response.headers.get("Retry-After"));
}

/** Speak to the sign-in service, which answers 401 for "one more step" (see `entry/`). */
export async function auth(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: Record<string, unknown>,
): Promise<{ status: number; body: AuthAnswer }> {
  const request = new Request(`/_allauth/browser/v1/${path}`, {
    method,
    credentials: "same-origin",
    headers: {
      "Accept": "application/json",
      "Accept-Language": language,
      "Content-Type": "application/json",
      "X-CSRFToken": csrfToken(),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const response = await sendPatiently(request).catch((failure: unknown) => {
    throw Problem.unreachable(failure);
  });
  const answer: unknown = await response.json().catch(() => ({}));
  return { status: response.status, body: answer as AuthAnswer };
}

/** A way in, or a step on it; a second step says what it takes: "totp", "webauthn", "recovery_codes". */
export interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

export interface AuthAnswer extends ServiceErrors {
  meta?: { leave?: string };
  data?: { flows?: Flow[]; request_options?: unknown; location?: string; socialaccount?: { providers: { name: string }[] }; account?: { is_open_for_signup?: boolean } };
}
