/** Who is signed in. */
import { answered, api, auth } from "./api/client";
import type { Me, Role } from "./api/shapes";
import { Problem } from "./api/problem";
import { forgetKept } from "./offline/kept";
import { drafts } from "./parts/drafts";
import { chosen, type Capacity } from "./navigation";
import { speech } from "./words/speech.svelte";

const KEPT = "capacity";

class Person {
  /** Undefined until the API answered, null for nobody. */
  current = $state<Me | null | undefined>(undefined);

  #key = $state(localStorage.getItem(KEPT));

  /** As what the person comes: decides what the start page and the navigation show. */
  capacity: Capacity | null = $derived(chosen(this.current?.capacities ?? [], this.#key));

  /** Come as something else; kept on this machine. */
  comeAs(key: string): void {
    this.#key = key;
    localStorage.setItem(KEPT, key);
  }

  async load(): Promise<void> {
    try {
      this.current = await this.ask();
      await speech.choose(this.current.language ?? "fr");
      drafts.belongTo(this.current.id);
    } catch (failure) {
      const status = failure instanceof Problem ? failure.status : null;
      if (status === 401) this.current = null;
      // Without a network the pages that need none are shown, whoever it is.
      else if (status !== 0 || navigator.onLine) throw failure;
    }
  }

  /** Who the API says is signed in. */
  ask = (): Promise<Me> => answered(api.GET("/api/v1/me/"));

  async signOut(): Promise<void> {
    const { body } = await auth("DELETE", "auth/session");
    await this.forget();
    this.current = null;
    // Who came by a provider leaves it too, or the next person would come back in their name.
    if (body.meta?.leave) location.assign(body.meta.leave);
  }

  /** Leave nothing of this person on the machine. */
  async forget(): Promise<void> {
    drafts.belongTo(null);
    await forgetKept();
  }

  may(right: string): boolean {
    return this.current?.rights.includes(right) ?? false;
  }

  /** The confirmed roles of some kinds. */
  roles(...kinds: Role["kind"][]): Role[] {
    const all = this.current?.roles ?? [];
    return all.filter(({ status, kind }) => status === "CONFIRMED" && kinds.includes(kind));
  }

  /** Coordinators and administrators go from school to school. */
  get choosesSchools(): boolean {
    return this.roles("COORDINATOR").length > 0 || (this.current?.is_administrator ?? false);
  }

  /** The schools where the person works, each once. */
  get schools(): NonNullable<Role["school"]>[] {
    const named = this.roles("TEACHER", "HEAD", "STAFF").map(({ school }) => school);
    const known = named.filter((school) => school !== null);
    return [...new Map(known.map((school) => [school.uai, school])).values()];
  }
}

export const me = new Person();
