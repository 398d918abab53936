/** Help services as they are typed, and which of them are to be checked again. */
import type { Schemas } from "../api/shapes";
import { addDays } from "../words/dates";

type Service = Schemas["HelpService"];
const CHECKED_EVERY_DAYS = 365;

/** Nobody has checked it for a year. */
export const isStale = (service: Pick<Service, "checked_on">, today: string): boolean =>
  service.checked_on < addDays(today, -CHECKED_EVERY_DAYS);

/** Those to check first, then as readers find them. */
export function toCheckFirst<S extends Pick<Service, "checked_on">>(services: readonly S[], today: string): S[] {
  const stale = services.filter((one) => isStale(one, today));
  return [...stale, ...services.filter((one) => !stale.includes(one))];
}

/** "Maison des ados" is "maison-des-ados". */
export const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);

export interface Typed {
  code: string;
  name: string;
  description: string;
  phone: string;
  sms: string;
  url: string;
  address: string;
  opening_hours: string;
  emergency: boolean;
  levels: Service["levels"];
  themes: string[];
  valid_from: string;
  valid_until: string;
  source: string;
  checked_on: string;
}

/** What is typed at first: what is known, and today as the day of the check of a new one. */
export const typedOf = (service: Service | null, today: string): Typed => ({
  code: service?.code ?? "",
  name: service?.name ?? "",
  description: service?.description ?? "",
  phone: service?.phone ?? "",
  sms: service?.sms ?? "",
  url: service?.url ?? "",
  address: service?.address ?? "",
  opening_hours: service?.opening_hours ?? "",
  emergency: service?.emergency ?? false,
  levels: [...(service?.levels ?? [])],
  themes: (service?.themes ?? []).map(({ code }) => code),
  valid_from: service?.valid_from ?? "",
  valid_until: service?.valid_until ?? "",
  source: service?.source ?? "",
  checked_on: service?.checked_on ?? today,
});

/** What the API is sent: a day that is not given is none, a code that is not typed is the name's. */
export const entryOf = (typed: Typed) => ({
  ...typed,
  code: typed.code || slugOf(typed.name),
  valid_from: typed.valid_from || null,
  valid_until: typed.valid_until || null,
});
