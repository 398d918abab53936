/** One's own papers as their page shows them: asked for, followed until each is finished, removed. */
import { answered, api, type Key } from "../api/client";
import { Problem } from "../api/problem";
import { FIRST_PAUSE_MS, finishedSince, isUnfinished, longer, mayPass, type NewOrder, type Order } from "./papers";

export interface News {
  what: "ready" | "refused" | "cancelled" | "removed";
  order: Order;
}

const newsOf = (order: Order): News => ({ what: order.state === "ready" ? "ready" : "refused", order });

export class Orders {
  /** The latest first; null until they were read. */
  all = $state.raw<readonly Order[] | null>(null);
  /** Why the last reading failed; what was read before stays. */
  failure = $state.raw<unknown>(null);
  /** What happened last to some of them. */
  news = $state.raw<readonly News[]>([]);
  #awaited = new Set<string>();
  #isFollowed = false;
  #reading = 0;
  #pause = FIRST_PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Read them, and again as long as one is unfinished; gives what ends it. */
  follow = (): (() => void) => {
    this.#isFollowed = true;
    void this.read();
    return () => {
      this.#isFollowed = false;
      this.#forget();
    };
  };

  read = async (): Promise<void> => {
    const reading = this.#forget();
    try {
      // Straight from the API: the worker keeps no answer about papers.
      const { results } = await answered(api.GET("/api/v1/paper-orders/"));
      if (reading !== this.#reading) return;
      const finished = finishedSince(this.all ?? [], results);
      if (finished.length > 0) this.news = finished.map(newsOf);
      this.#pause = finished.length > 0 ? FIRST_PAUSE_MS : longer(this.#pause);
      this.all = results;
      this.failure = null;
    } catch (thrown) {
      if (reading !== this.#reading) return;
      this.failure = thrown;
      this.#pause = longer(this.#pause);
    }
    this.#readLater();
  };

  /** Ask for a paper; the same one comes again while it is in the making. */
  async ask(body: NewOrder, headers: Key): Promise<Order> {
    const order = await answered(api.POST("/api/v1/paper-orders/", { headers, body }));
    this.#awaited.add(order.id);
    this.news = [];
    this.#become([order, ...this.#without(order)]);
    return order;
  }

  /** Call off one that is in the making, or remove one that is there. */
  async remove(order: Order): Promise<void> {
    const params = { path: { id: order.id } };
    await answered(api.DELETE("/api/v1/paper-orders/{id}/", { params })).catch((thrown: unknown) => {
      if (!(thrown instanceof Problem) || thrown.status !== 404) throw thrown; // gone already
    });
    this.news = [{ what: isUnfinished(order) ? "cancelled" : "removed", order }];
    this.#become(this.#without(order));
  }

  /** Whether one is fetched unasked: it was asked for on this page, and nobody took it yet. */
  take = (order: Order): boolean => this.#awaited.delete(order.id);

  isInHand = (id: string): boolean => this.all?.some((one) => one.id === id && isUnfinished(one)) ?? false;

  #without = ({ id }: Order): Order[] => (this.all ?? []).filter((one) => one.id !== id);

  #become(all: readonly Order[]): void {
    this.#forget();
    this.all = all;
    this.failure = null;
    this.#pause = FIRST_PAUSE_MS;
    this.#readLater();
  }

  /** What is being read was asked before something changed: it is no news any more. */
  #forget(): number {
    clearTimeout(this.#timer);
    return (this.#reading += 1);
  }

  #readLater(): void {
    const isWorthIt = this.failure === null ? this.all?.some(isUnfinished) : mayPass(this.failure);
    if (this.#isFollowed && isWorthIt) this.#timer = setTimeout(() => void this.read(), this.#pause);
  }
}
