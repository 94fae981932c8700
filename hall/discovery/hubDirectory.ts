/** Addresses of the hubs of this hall, and the one that is asked now. Any of them is believed only with a certificate of the hall. */
export type HubDirectory = {
  current(): string | null;
  /** This address did not answer as an active hub: the next one is tried. */
  lost(url: string): void;
  /** Addresses a hub of the hall has told: the best there are. */
  learn(urls: readonly string[]): void;
  /** Addresses that anybody on the network may have named: tried last, and they never push out the others. */
  suggest(urls: readonly string[]): void;
  /** Those that are worth keeping. */
  known(): readonly string[];
};

const mostKnown = 16;
const mostSuggested = 8;

/** @param first addresses of the enrolment and of the last run */
export function createHubDirectory(first: readonly string[]): HubDirectory {
  let known = [...new Set(first)].slice(0, mostKnown);
  let suggested: string[] = [];
  let current = known[0] ?? null;
  const all = () => [...known, ...suggested];

  return {
    current: () => current,
    lost(url) {
      if (url !== current) return;
      const urls = all();
      current = urls[(urls.indexOf(url) + 1) % urls.length] ?? null;
    },
    learn(urls) {
      known = [...new Set([...urls, ...known])].slice(0, mostKnown);
      suggested = suggested.filter(url => !known.includes(url));
      current ??= known[0] ?? null;
    },
    suggest(urls) {
      const fresh = urls.filter(url => !known.includes(url));
      suggested = [...new Set([...fresh, ...suggested])].slice(0, mostSuggested);
      current ??= suggested[0] ?? null;
    },
    known: () => known,
  };
}
