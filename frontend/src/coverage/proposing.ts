/** Where a coordinator proposes a session, with the class and the theme that the address names. */

export interface Proposing {
  group: number | null;
  /** The only theme wanted; empty for all. */
  theme: string;
  /** The offer that was chosen; null for the first that can come. */
  offer: number | null;
  /** What the worklist was asked when the reader left it. */
  list: string;
}

export function proposingOf(search: string): Proposing {
  const said = new URLSearchParams(search);
  return {
    group: count(said.get("class")),
    theme: said.get("theme") ?? "",
    offer: count(said.get("offer")),
    list: said.get("list") ?? "",
  };
}

export function addressOf({ group, theme, offer, list }: Partial<Proposing>): string {
  const said = new URLSearchParams();
  if (group) said.set("class", String(group));
  if (theme) said.set("theme", theme);
  if (offer) said.set("offer", String(offer));
  if (list) said.set("list", list);
  return `/propose?${said}`;
}

const WORKLIST = "/coverage/worklist";

/** The worklist as it was left, saying that this session is now proposed. */
export function worklistOf({ list }: Pick<Proposing, "list">, proposed = ""): string {
  const said = new URLSearchParams(list);
  said.delete("proposed");
  if (proposed) said.set("proposed", proposed);
  return said.size > 0 ? `${WORKLIST}?${said}` : WORKLIST;
}

interface Judged {
  id: number;
  fits: boolean | null;
}

/** The offer that is shown, in the order they come, the nearest first: the chosen one if it can come. */
export function shownOf<O extends Judged>(offers: readonly O[], chosen: number | null): O | undefined {
  const can = offers.filter(({ fits }) => fits);
  return can.find(({ id }) => id === chosen) ?? can[0];
}

function count(said: string | null): number | null {
  return said !== null && /^[1-9]\d{0,15}$/.test(said) ? Number(said) : null;
}
