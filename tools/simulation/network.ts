import type { Chance } from './random.ts';
import type { Ledger } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';

/** What became of a request. `closed`: nobody listens there, so certainly nothing was done. */
export type Reply<T> = { is: 'answer'; value: T } | { is: 'closed' } | { is: 'lost' };

export type Weather = { drop: number; duplicate: number; delayMs: number };

export type Question<T> = {
  from: string;
  to: string;
  name: string;
  timeoutMs: number;
  /** Runs at `to` when the request arrives (again, when it is doubled); null = nobody listens. */
  work: () => T | null;
  /** False when the asker has died in between: then nothing more happens on its side. */
  stillThere: () => boolean;
};

export type Network = {
  readonly weather: Weather;
  /** Names that nobody reaches for now. */
  readonly cutOff: Set<string>;
  ask<T>(question: Question<T>): Promise<Reply<T>>;
};

/** Loses, doubles and delays, as the seed says. */
export function createNetwork({
  scheduler,
  chance,
  ledger,
}: {
  scheduler: Scheduler;
  chance: Chance;
  ledger: Ledger;
}): Network {
  const weather: Weather = { drop: 0, duplicate: 0, delayMs: 5 };
  const cutOff = new Set<string>();
  const delayMs = () => chance.between(1, weather.delayMs);

  function ask<T>({ from, to, name, timeoutMs, work, stillThere }: Question<T>): Promise<Reply<T>> {
    const isCut = () => cutOff.has(from) || cutOff.has(to);
    const isDropped = () => {
      const dropped = isCut() || chance.happens(weather.drop);
      if (dropped) ledger.sometimes.dropped += 1;
      return dropped;
    };
    return new Promise(resolve => {
      let over = false;
      const end = (reply: Reply<T>) => {
        if (over || !stillThere()) return;
        over = true;
        stopWaiting();
        resolve(reply);
      };
      const stopWaiting = scheduler.after(timeoutMs, `${name} ${from} gave up`, () => end({ is: 'lost' }));
      if (isDropped()) return;
      scheduler.after(delayMs(), `${name} ${from}→${to}`, () => {
        if (isCut()) return;
        const value = work();
        const reply: Reply<T> = value === null ? { is: 'closed' } : { is: 'answer', value };
        if (value !== null && chance.happens(weather.duplicate)) {
          ledger.sometimes.duplicated += 1;
          scheduler.after(delayMs() * 3, `${name} ${from}→${to} again`, () => void work());
        }
        if (!isDropped()) scheduler.after(delayMs(), `${name} ${to}→${from}`, () => end(reply));
      });
    });
  }
  return { weather, cutOff, ask };
}
