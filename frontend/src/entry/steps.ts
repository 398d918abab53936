/**
 * The steps of signing in, as the sign-in service answers them: it says 401 with a pending
 * flow when one more step is needed (django-allauth, headless specification).
 */
import type { AuthAnswer } from "../api/client";
import { serviceProblem } from "../api/problem";

const PENDING = ["login_by_code", "verify_email", "mfa_authenticate"] as const;
export type Step = "signed-in" | (typeof PENDING)[number];

/** What comes next, or a `Problem` with sentences by field. */
export function stepAfter(status: number, body: AuthAnswer): Step {
  if (status === 200) return "signed-in";
  const pending = body.data?.flows?.find(({ is_pending }) => is_pending)?.id;
  const step = PENDING.find((one) => one === pending);
  if (status === 401 && step) return step;
  throw serviceProblem(status, CODES[status] ?? "invalid", body);
}

/** What the second step takes: "totp", "webauthn", "recovery_codes". */
export function factorsOf(body: AuthAnswer): string[] {
  return body.data?.flows?.find(({ id }) => id === "mfa_authenticate")?.types ?? [];
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
