/** What the API says when it does not do what was asked (RFC 9457). */

export interface Period {
  starts_at: string;
  ends_at: string;
}

/** Of a request of several lines, why this one was not done: counted from 0, as sent. */
export interface RefusedLine {
  line: number;
  detail: string;
  facts: { nearest?: Period[] };
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** A sentence for the reader, from the API. Empty when the API could not be reached. */
    readonly detail: string,
    readonly errors: Readonly<Record<string, string[]>> = {},
    readonly facts: { nearest?: Period[]; refused?: RefusedLine[] } = {},
    options?: ErrorOptions,
    /** In how many seconds to try again, where the answer says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail || code, options);
    this.name = "Problem";
  }

  static unreachable(cause: unknown): Problem {
    return new Problem(0, "unreachable", "", {}, {}, { cause });
  }
}

/** Read the body of an error, whatever stood between the API and us. */
export function problemOf(status: number, body: unknown, retryAfter: string | null = null): Problem {
  const told = isRecord(body) ? body : {};
  return new Problem(
    status,
    typeof told["code"] === "string" ? told["code"] : "unknown",
    typeof told["detail"] === "string" ? told["detail"] : "",
    isRecord(told["errors"]) ? sentences(told["errors"]) : {},
    isRecord(told["facts"]) ? told["facts"] : {},
    undefined,
    secondsIn(retryAfter),
  );
}

/** The seconds that a Retry-After says, as a number or as a date (RFC 9110, 10.2.3). */
export function secondsIn(retryAfter: string | null, now = Date.now()): number | null {
  if (!retryAfter) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1000;
  return seconds > 0 ? Math.ceil(seconds) : null;
}

/** What the sign-in service refuses with: a list of sentences, some tied to a field. */
export interface ServiceErrors {
  detail?: string;
  errors?: { message: string; code: string; param?: string }[];
}

export function serviceProblem(status: number, code: string, { errors = [], detail = "" }: ServiceErrors): Problem {
  const byField: Record<string, string[]> = {};
  for (const { param, message } of errors) if (param) (byField[param] ??= []).push(message);
  return new Problem(status, code, errors.find(({ param }) => !param)?.message ?? detail, byField);
}

function sentences(errors: Record<string, unknown>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, said]) => [field, leaves(said)]),
  );
}

/** What is said however deep: a field of a line of a list has its own sentences. */
function leaves(said: unknown): string[] {
  if (Array.isArray(said)) return said.flatMap(leaves);
  return isRecord(said) ? leaves(Object.values(said)) : [String(said)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
