/* What ties the show and the window of its speaker: both follow the same step. */

/** Both windows follow the same step: by channel, and directly where a folder is opened without server. */
export class Liaison {
  constructor(receive, signal) {
    // Files have no origin to name, and share no channel.
    this.isLocal = window.location.protocol === "file:";
    this.others = new Set(window.opener ? [window.opener] : []);
    this.channel = window.BroadcastChannel ? new BroadcastChannel("atlas-presentation") : null;
    this.channel?.addEventListener("message", (event) => receive(event.data));
    signal.addEventListener("abort", () => this.channel?.close());
    const listen = (event) => {
      if (!event.source || event.source === window || event.data?.de !== "atlas-presentation") return;
      if (event.origin !== window.location.origin && !this.isLocal) return;
      this.others.add(event.source);
      receive(event.data);
    };
    window.addEventListener("message", listen, { signal });
  }

  add(other) {
    this.others.add(other);
  }

  send(message) {
    const data = { de: "atlas-presentation", ...message };
    this.channel?.postMessage(data);
    if (this.channel && !this.isLocal) return;
    const target = this.isLocal ? "*" : window.location.origin;
    for (const other of this.others) if (!other.closed) other.postMessage(data, target);
  }
}

/** Rank (from 1) that the address names, among so many steps. */
export function readRang(noms, address, total) {
  const rank = Number(new URLSearchParams(address).get(noms.etape));
  return Number.isInteger(rank) && rank >= 1 ? Math.min(rank, total) : 1;
}
