import { describe, expect, it } from 'vitest';
import { PageWatchdog } from './pageWatchdog.ts';

/** Ticks every 500 ms over (from, to]. @returns the first remedy and when */
function watch(watchdog: PageWatchdog, span: { from: number; to: number }): { remedy: string; at: number } | null {
  for (let at = span.from + 500; at <= span.to; at += 500) {
    const remedy = watchdog.tick(at);
    if (remedy !== 'none') return { remedy, at };
  }
  return null;
}

describe('watchdog of the page', () => {
  it('leaves a beating page alone', () => {
    const watchdog = new PageWatchdog(0);
    for (let at = 500; at < 60_000; at += 500) {
      if (at % 1000 === 0) watchdog.beat(at);
      expect(watchdog.tick(at)).toBe('none');
    }
  });

  it('brings home a page that fell silent, within 3.5 s', () => {
    const watchdog = new PageWatchdog(0);
    watchdog.beat(1000);
    expect(watch(watchdog, { from: 1000, to: 9000 })).toEqual({ remedy: 'loadHome', at: 4500 });
  });

  it('gives the first page ten seconds and a later one five', () => {
    const watchdog = new PageWatchdog(0);
    watchdog.loading(0);
    expect(watch(watchdog, { from: 0, to: 20_000 })?.at).toBe(10_500);
    watchdog.loading(11_000);
    watchdog.beat(11_100);
    watchdog.loading(12_000);
    expect(watch(watchdog, { from: 12_000, to: 20_000 })?.at).toBe(17_500);
  });

  it('tells the first beat after a load from the others', () => {
    const watchdog = new PageWatchdog(0);
    expect([watchdog.beat(1), watchdog.beat(2)]).toEqual([true, false]);
    watchdog.loading(3);
    expect(watchdog.beat(4)).toBe(true);
  });

  it('does not blame the page for a pause of its own process', () => {
    const watchdog = new PageWatchdog(0);
    watchdog.beat(0);
    expect(watchdog.tick(3_600_000)).toBe('none');
    expect(watch(watchdog, { from: 3_600_000, to: 3_610_000 })?.at).toBe(3_603_500);
  });

  it('opens a new window at the fifth failure of a minute and restarts at the tenth', () => {
    const watchdog = new PageWatchdog(0);
    const remedies = Array.from({ length: 10 }, (_, index) => watchdog.failed(index * 100));
    expect(remedies[4]).toBe('openNewWindow');
    expect(remedies[9]).toBe('restartKiosk');
    expect(remedies.filter(remedy => remedy === 'loadHome')).toHaveLength(8);
  });

  it('forgets failures after a minute', () => {
    const watchdog = new PageWatchdog(0);
    for (let index = 0; index < 100; index += 1) expect(watchdog.failed(index * 16_000)).toBe('loadHome');
  });
});
