import { describe, expect, it } from 'vitest';
import { createHubDirectory } from './hubDirectory.ts';

describe('the directory of hubs', () => {
  it('goes round, and strangers never push out what the hall has told', () => {
    const directory = createHubDirectory(['https://a', 'https://b']);
    directory.suggest(Array.from({ length: 30 }, (_, i) => `https://stranger-${i}`));
    const seen = new Set<string | null>();
    for (let turn = 0; turn < 12; turn += 1) {
      seen.add(directory.current());
      directory.lost(directory.current() ?? '');
    }
    expect(seen.size).toBe(10);
    expect([...seen].slice(0, 2)).toEqual(['https://a', 'https://b']);
    directory.learn(['https://c']);
    expect(directory.known()).toEqual(['https://c', 'https://a', 'https://b']);
    directory.lost('https://somebody else');
    expect(seen.has(directory.current())).toBe(true);
  });

  it('begins with what is found when nothing is known', () => {
    const directory = createHubDirectory([]);
    expect(directory.current()).toBeNull();
    directory.suggest(['https://a']);
    expect(directory.current()).toBe('https://a');
    directory.lost('https://a');
    expect(directory.current()).toBe('https://a');
  });
});
