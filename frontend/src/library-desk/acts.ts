/** The acts on a material, as the API is asked for them; each answers with it as it is after. */
import { answered, api, type Key } from "../api/client";
import type { Schemas } from "../api/shapes";

type Detail = Schemas["MaterialDetail"];

const ADDRESS = {
  submit: "/api/v1/materials/{public_id}/submit/",
  send_back: "/api/v1/materials/{public_id}/send_back/",
  reopen: "/api/v1/materials/{public_id}/reopen/",
} as const;

export function act(public_id: string, what: keyof typeof ADDRESS, headers: Key): Promise<Detail> {
  return answered(api.POST(ADDRESS[what], { params: { path: { public_id } }, headers }));
}

export function publish(public_id: string, until: string, headers: Key): Promise<Detail> {
  const body = until ? { review_due_on: until } : {};
  return answered(api.POST("/api/v1/materials/{public_id}/publish/", { params: { path: { public_id } }, headers, body }));
}

export function withdraw(public_id: string, reason: string, headers: Key): Promise<Detail> {
  const body = { reason: reason as Schemas["WithdrawReasonEnum"] };
  return answered(api.POST("/api/v1/materials/{public_id}/withdraw/", { params: { path: { public_id } }, headers, body }));
}
