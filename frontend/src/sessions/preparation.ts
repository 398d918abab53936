/** The preparation of a session as a form: what is asked, and what is sent. */
import type { Schemas } from "../api/shapes";

type Session = Schemas["SessionDetail"];

/** What the fields hold; empty is not known. */
export interface Filled {
  adult: Schemas["EnAdultEnum"] | "";
  families: string;
  reason: Schemas["ExceptionalReasonEnum"] | "";
  academie: string;
  place: Schemas["LocationEnum"];
  address: string;
}

export function filledFrom(session: Session): Filled {
  return {
    // The types of the API do not say that a closed list may hold nothing yet.
    adult: session.en_adult || "",
    families: session.families_informed_on ?? "",
    reason: session.exceptional_reason || "",
    academie: session.exception_informed_on ?? "",
    place: session.location,
    address: session.address,
  };
}

/** Which fields do not concern every session: those missing here, or filled in already. */
export function asks(session: Pick<Session, "readiness" | "exceptional_reason" | "exception_informed_on">): {
  reason: boolean;
  academie: boolean;
} {
  const misses = (code: string) => session.readiness.some((point) => point.code === code);
  return {
    reason: misses("exceptional_reason_missing") || Boolean(session.exceptional_reason),
    academie: misses("exception_not_informed") || session.exception_informed_on !== null,
  };
}

/** What is sent: the API leaves as it is what is not. */
export function toSend(filled: Filled): Schemas["PreparationRequest"] {
  return {
    ...(filled.adult && { en_adult: filled.adult }),
    ...(filled.families && { families_informed_on: filled.families }),
    ...(filled.reason && { exceptional_reason: filled.reason }),
    ...(filled.academie && { exception_informed_on: filled.academie }),
    location: filled.place,
    ...(filled.place === "ADDRESS" && { address: filled.address }),
  };
}
