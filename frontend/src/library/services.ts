/** Help services as a directory shows them. */
import type { Schemas } from "../api/shapes";

type Service = Schemas["HelpService"];

/** What a telephone dials: digits, and a plus before the code of a country. */
export const dialled = (phone: string): string => phone.replace(/(?!^\+)\D/g, "");

/** Whether a service is called by its number, as the 17 is: it need not be read twice. */
export const isNumber = ({ name, phone }: Pick<Service, "name" | "phone">): boolean =>
  name !== "" && name.replace(/\s/g, "") === phone.replace(/\s/g, "");

/** Emergencies apart: they are read first. */
export function byUrgency(services: readonly Service[]): { emergencies: Service[]; others: Service[] } {
  return {
    emergencies: services.filter(({ emergency }) => emergency),
    others: services.filter(({ emergency }) => !emergency),
  };
}

export const LEVELS = [
  "TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "6E", "5E", "4E", "3E", "2NDE", "1RE", "TLE", "CAP1", "CAP2",
] as const satisfies readonly Schemas["LevelsEnum"][];

/** The level that an address asks for. */
export const levelIn = (search: string): Schemas["LevelsEnum"] | undefined =>
  LEVELS.find((level) => level === new URLSearchParams(search).get("level"));
