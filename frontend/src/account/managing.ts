/** Asking the sign-in service to change what protects the account. */
import { auth, type AuthAnswer } from "../api/client";
import { serviceProblem, type Problem } from "../api/problem";
import { ProofNeeded, waysOf } from "./factors";

const PLACE = "account/authenticators";

/** Send, and give the answer of the statuses that are one; anything else is a `Problem`. */
export async function managed(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: Record<string, unknown>,
  fine: readonly number[] = [200],
): Promise<AuthAnswer> {
  const told = await auth(method, PLACE + path, body);
  if (told.status === 401) throw new ProofNeeded(waysOf(told.body));
  if (!fine.includes(told.status)) throw refusalOf(told.status, told.body);
  return told.body;
}

export function refusalOf(status: number, body: AuthAnswer): Problem {
  return serviceProblem(status, status === 429 ? "too_many" : "invalid", body);
}
