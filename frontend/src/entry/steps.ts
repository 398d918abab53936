/**
 * The steps of signing in, as the sign-in service answers them: it says 401 with a pending
 * flow when one more step is needed (django-allauth, headless specification).
 */
import type { AuthAnswer } from "../api/client";
import { Problem } from "../api/problem";

export type Step = "signed-in" | "login_by_code" | "verify_email";

/** What comes next, or a `Problem` with sentences by field. */
export function stepAfter(status: number, body: AuthAnswer): Step {
  if (status === 200) return "signed-in";
  const pending = body.data?.flows?.find(({ is_pending }) => is_pending)?.id;
  if (status === 401 && (pending === "login_by_code" || pending === "verify_email")) return pending;
  const errors = body.errors ?? [];
  const byField: Record<string, string[]> = {};
  for (const { param, message } of errors) if (param) (byField[param] ??= []).push(message);
  const general = errors.find(({ param }) => !param)?.message ?? body.detail ?? "";
  throw new Problem(status, CODES[status] ?? "invalid", general, byField);
}

const CODES: Record<number, string> = {
  401: "step_expired",
  403: "sign_up_closed",
  409: "step_expired",
  410: "step_expired",
  429: "too_many",
};

/** Keep the six digits of what was typed or pasted: "Code : 123 456". */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, 6);
}

/** Where to go afterwards: only ever a path of this site. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}
