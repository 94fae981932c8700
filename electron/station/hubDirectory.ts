/** Addresses of the hubs of this hall, and the one that is asked now. Any of them is believed only with a certificate of the hall. */
export type HubDirectory = {
  current(): string | null;
  /** This address did not answer as an active hub: the next one is tried. */
  lost(url: string): void;
  /** Addresses the hub has told, or that were found on the network; the newest come first. */
  learn(urls: readonly string[]): void;
  all(): readonly string[];
};

const mostAddresses = 20;

export function createHubDirectory(known: readonly string[]): HubDirectory {
  let urls = [...new Set(known)];
  let at = 0;
  return {
    current: () => urls[at % Math.max(1, urls.length)] ?? null,
    lost(url) {
      if (urls[at % Math.max(1, urls.length)] === url) at = (at + 1) % urls.length;
    },
    learn(more) {
      const current = urls[at];
      const next = [...new Set([...more, ...urls])].slice(0, mostAddresses);
      if (next.length === urls.length && next.every(url => urls.includes(url))) return;
      urls = next;
      at = Math.max(0, current === undefined ? 0 : urls.indexOf(current));
    },
    all: () => urls,
  };
}
