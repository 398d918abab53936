/** The acts on a session, as the API is asked for them; each answers with the session after it. */
import { answered, api } from "../api/client";
import type { Schemas } from "../api/shapes";

type Done = Promise<Schemas["SessionDetail"]>;
const named = (id: string) => ({ params: { path: { public_id: id } } });

export const agree = (id: string, act: "authorise" | "accept" | "close"): Done =>
  answered(api.POST(`/api/v1/sessions/{public_id}/${act}/`, named(id)));

/** Take the time that is proposed, or the one given for a wish. */
export const hold = (id: string, starts_at?: string): Done =>
  answered(
    api.POST("/api/v1/sessions/{public_id}/hold/", { ...named(id), body: starts_at ? { starts_at } : {} }),
  );

export type Ending = "refuse" | "cancel" | "not_held";

export function end(id: string, act: Ending, reason: Schemas["ReasonEnum"]): Done {
  const address = act === "not_held" ? "not-held" : act;
  return answered(
    api.POST(`/api/v1/sessions/{public_id}/${address}/`, { ...named(id), body: { reason } }),
  );
}

export const prepare = (id: string, body: Schemas["PreparationRequest"]): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/prepare/", { ...named(id), body }));

export const move = (id: string, starts_at: string): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/move/", { ...named(id), body: { starts_at } }));

export const replace = (id: string, leaving: number, coming: number): Done =>
  answered(
    api.POST("/api/v1/sessions/{public_id}/replace/", { ...named(id), body: { leaving, coming } }),
  );

export const report = (id: string, body: Schemas["ReportSentRequest"]): Done =>
  answered(api.POST("/api/v1/sessions/{public_id}/report/", { ...named(id), body }));
