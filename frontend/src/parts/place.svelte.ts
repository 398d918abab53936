/** Where the reader is: the address, and moving between pages without reloading them. */

class Place {
  path = $state(location.pathname);
  search = $state(location.search);
  /** Counts moves: the first page is where the browser itself put the reader. */
  moves = $state(0);
  #isPage: (path: string) => boolean = () => true;

  /** Go to a page; what is none of ours, such as the administration, is asked of the server. */
  go(address: string, { replace = false } = {}): void {
    if (!this.#isPage(new URL(address, location.origin).pathname)) {
      location[replace ? "replace" : "assign"](address);
      return;
    }
    history[replace ? "replaceState" : "pushState"](null, "", address);
    this.#arrive();
    scrollTo(0, 0);
  }

  /** Keep in the address what was chosen on the page, without moving anywhere. */
  note(address: string): void {
    history.replaceState(null, "", address);
    this.search = location.search;
  }

  /** Follow links inside the site, and the browser's own buttons. */
  follow(isPage: (path: string) => boolean): void {
    this.#isPage = isPage;
    addEventListener("popstate", () => this.#arrive());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || !isOrdinary(event, link)) return;
      if (link.origin !== location.origin || !isPage(link.pathname)) return;
      if (link.hash && link.pathname === location.pathname) return;
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    });
  }

  #arrive(): void {
    this.path = location.pathname;
    this.search = location.search;
    this.moves += 1;
  }
}

function isOrdinary(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented && !link.target && !link.hasAttribute("download");
}

export const place = new Place();
