/** Whether this machine is on a network, as the browser says it. */

class Connection {
  isOffline = $state(false);
  /** Counts the times that the connection came back: what failed meanwhile is read anew. */
  returns = $state(0);

  follow(): void {
    this.isOffline = !navigator.onLine;
    addEventListener("offline", () => (this.isOffline = true));
    addEventListener("online", () => {
      this.isOffline = false;
      this.returns += 1;
    });
  }
}

export const connection = new Connection();
