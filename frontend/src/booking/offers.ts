/** The offers for chosen classes: those that suit, most needed first, and those that do not. */
import type { Schemas } from "../api/shapes";
import { missingOf } from "./owing";

type Offer = Schemas["Offer"];

export interface Sorted {
  /** Of themes that some of the classes still miss. */
  needed: Offer[];
  /** Suit as well, beyond what is owed. */
  others: Offer[];
  unfit: Offer[];
  /** The themes of what suits, with their names, for a choice among them. */
  themes: Record<string, string>;
}

/** Sort offers in the order they come, which is the nearest first; `themes` none for all. */
export function sorted(
  offers: readonly Offer[],
  owed: readonly Schemas["Coverage"][],
  classes: readonly number[],
  themes: readonly string[],
): Sorted {
  const fit = offers.filter(({ fits }) => fits);
  const wanted = fit.filter(({ theme }) => themes.length === 0 || themes.includes(theme.code));
  const isNeeded = (offer: Offer) => missingOf(owed, classes, offer) > 0;
  return {
    needed: wanted.filter(isNeeded),
    others: wanted.filter((offer) => !isNeeded(offer)),
    unfit: offers.filter(({ fits }) => !fits),
    themes: Object.fromEntries(fit.map(({ theme }) => [theme.code, theme.name])),
  };
}
