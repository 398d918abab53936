/**
 * The acts on a session, as the API is asked for them; each takes the key of the gesture (see
 * `Sending`) and answers with the session after it.
 */
import { answered, api, type Key } from "../api/client";
import type { Schemas } from "../api/shapes";

type Done = Promise<Schemas["SessionDetail"]>;
const named = (id: string, headers: Key) => ({ params: { path: { public_id: id } }, headers });

export const agree = (id: string, act: "authorise" | "accept" | "close", key: Key): Done =>
  answered(api.POST(`/api/v1/sessions/{public_id}/${act}/`, named(id, key)));

/** Take the time that is proposed, or the one given for a wish. */
export const hold = (id: string, starts_at: string | null, key: Key): Done =>
  answered(
    api.POST("/api/v1/sessions/{public_id}/hold/", { ...named(id, key), body: starts_at ? { starts_at } : {} }),
  );

export type Ending = "refuse" | "cancel" | "not_held";

export function end(id: string, act: Ending, reason: Schemas["ReasonEnum"], key: Key): Done {
  const address = act === "not_held" ? "not-held" : act;
  return answered(
    api.POST(`/api/v1/sessions/{public_id}/${address}/`, { ...named(id, key), body: { reason } }),
  );
}

export const prepare = (id: string, body: Schemas["PreparationRequest"], key: Key): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/prepare/", { ...named(id, key), body }));

export const move = (id: string, starts_at: string, key: Key): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/move/", { ...named(id, key), body: { starts_at } }));

export const replace = (id: string, leaving: number, coming: number, key: Key): Done =>
  answered(
    api.POST("/api/v1/sessions/{public_id}/replace/", { ...named(id, key), body: { leaving, coming } }),
  );

export const report = (id: string, body: Schemas["ReportSentRequest"], key: Key): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/report/", { ...named(id, key), body }));
