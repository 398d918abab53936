/** What protects the account, as the sign-in service keeps it (django-allauth, headless specification). */
import type { AuthAnswer } from "../api/client";

export interface Factor {
  type: "totp" | "webauthn" | "recovery_codes";
  created_at: number;
  last_used_at: number | null;
  id?: number;
  name?: string;
  unused_code_count?: number;
  unused_codes?: string[];
}
export interface Offered {
  secret: string;
  qr: string[];
}

/** The service wants to know once more who is there, in one of these ways: it may be none. */
export class ProofNeeded extends Error {
  constructor(readonly ways: string[]) {
    super("proof needed");
  }
}

/** "password", "totp", "webauthn": what the person can prove it with. */
export function waysOf({ data }: AuthAnswer): string[] {
  return (data?.flows ?? []).flatMap(({ id, types }) =>
    id === "reauthenticate" ? ["password"] : id === "mfa_reauthenticate" ? (types ?? []) : [],
  );
}

export const day = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The modules of a QR code as one path to draw, with its quiet zone around. */
export function drawn(rows: readonly string[]): { box: string; path: string } {
  const quiet = 4;
  const side = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`));
  return { box: `${-quiet} ${-quiet} ${side} ${side}`, path: path.join("") };
}

/** "1234 5678": easier to copy by hand. */
export const spaced = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1 ");
