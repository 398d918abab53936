/**
 * What was typed and not sent, kept in this tab (`sessionStorage`) until it is: it outlives a
 * reload and signing in again. Each account has its own; signing out forgets all.
 */
const PREFIX = "draft:";
const KEPT_FOR_MS = 24 * 3600 * 1000;

export interface Kept<T> {
  at: string;
  value: T;
}
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class Drafts {
  #owner: number | null = null;

  constructor(
    readonly store: () => Store,
    readonly now: () => Date = () => new Date(),
  ) {}

  /** Keep drafts of this account from now on, and forget those of any other. */
  belongTo(owner: number | null): void {
    this.#owner = owner;
    const store = this.store();
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    const isForeign = (key: string) => key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${owner}:`);
    for (const key of keys.filter(isForeign)) store.removeItem(key);
  }

  keep(name: string, value: unknown): void {
    if (this.#owner === null) return;
    try {
      this.store().setItem(this.#key(name), JSON.stringify({ at: this.now().toISOString(), value }));
    } catch {
      // A full store: what is typed stays on the page, as ever.
    }
  }

  kept<T>(name: string): Kept<T> | null {
    const found = this.#owner === null ? null : this.store().getItem(this.#key(name));
    if (!found) return null;
    const kept = JSON.parse(found) as Kept<T>;
    if (this.now().getTime() - Date.parse(kept.at) <= KEPT_FOR_MS) return kept;
    this.forget(name);
    return null;
  }

  forget(name: string): void {
    this.store().removeItem(this.#key(name));
  }

  #key(name: string): string {
    return `${PREFIX}${this.#owner}:${name}`;
  }
}

export const drafts = new Drafts(() => sessionStorage);
