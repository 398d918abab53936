/** Whose roles are looked for: what the address says, as the API is asked for it. */
import type { Schemas } from "../api/shapes";
import type { paths } from "../api/schema";

export const KINDS = ["TEACHER", "HEAD", "STAFF", "FACILITATOR", "COORDINATOR", "FUNDER"] as const satisfies readonly Schemas["RoleKindEnum"][];
export const STATUSES = ["CONFIRMED", "PENDING", "ENDED", "REFUSED"] as const satisfies readonly Schemas["RoleStatusEnum"][];
const PAGE = 50;

export interface Wanted {
  search: string;
  kind: (typeof KINDS)[number] | "";
  status: (typeof STATUSES)[number];
  cursor: string;
}

export function peopleOf(search: string): Wanted {
  const asked = new URLSearchParams(search);
  return {
    search: (asked.get("search") ?? "").slice(0, 100),
    kind: KINDS.find((one) => one === asked.get("kind")) ?? "",
    status: STATUSES.find((one) => one === asked.get("status")) ?? "CONFIRMED",
    cursor: asked.get("cursor") ?? "",
  };
}

export function peopleAddress({ search, kind, status, cursor }: Wanted): string {
  const asked = new URLSearchParams();
  if (search.trim()) asked.set("search", search.trim());
  if (kind) asked.set("kind", kind);
  if (status !== "CONFIRMED") asked.set("status", status);
  if (cursor) asked.set("cursor", cursor);
  const said = asked.toString();
  return `/coordination/people${said ? `?${said}` : ""}`;
}

export function peopleQuery({ search, kind, status, cursor }: Wanted): NonNullable<paths["/api/v1/people/"]["get"]["parameters"]["query"]> {
  return {
    status,
    page_size: PAGE,
    ...(search ? { search } : {}),
    ...(kind ? { kind } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

type Invitation = Pick<Schemas["Invitation"], "accepted_at" | "revoked_at" | "expires_at">;

/** Whether an invitation can still be taken. */
export const isOpen = ({ accepted_at, revoked_at, expires_at }: Invitation, now: Date): boolean =>
  !accepted_at && !revoked_at && new Date(expires_at) > now;
