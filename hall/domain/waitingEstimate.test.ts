import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateWait, type WaitingFacts, waitingPercentiles } from './waitingEstimate.ts';

const minutes = (values: readonly number[]) => values.map(value => value * 60_000);
const facts = (some: Partial<WaitingFacts>): WaitingFacts => ({
  ahead: 0,
  counters: 1,
  isFree: false,
  lastServicesMs: minutes([5, 5, 5, 5, 5]),
  ...some,
});

describe('what is said about the wait', () => {
  it.each([
    ['a counter is free', { isFree: true, lastServicesMs: [] }, { at: 'now' }],
    ['nothing is known yet', { lastServicesMs: minutes([5, 5]) }, null],
    ['no counter is open', { counters: 0 }, null],
    ['one minute each', { lastServicesMs: minutes([1, 1, 1]), ahead: 1 }, { at: 'now' }],
    ['next', { lastServicesMs: minutes([2, 3, 5]) }, { at: 'upTo', minutes: 5 }],
    ['three ahead', { ahead: 3 }, { at: 'range', from: 20, to: 25 }],
    ['three ahead, two counters', { ahead: 3, counters: 2 }, { at: 'range', from: 10, to: 15 }],
    ['tickets that differ', { ahead: 3, lastServicesMs: minutes([1, 9, 1, 9, 5]) }, { at: 'range', from: 20, to: 30 }],
    ['ten ahead', { ahead: 10 }, { at: 'range', from: 55, to: 60 }],
    ['forty ahead', { ahead: 40 }, { at: 'over', minutes: 60 }],
  ] as const)('%s', (_, some, said) => {
    expect(estimateWait(facts(some))).toEqual(said);
  });

  it('never shortens with more people, and its ends are in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10_000, max: 3_600_000 }), { minLength: 3, maxLength: 20 }),
        fc.nat(60),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (lastServicesMs, ahead, counters) => {
          const now = waitingPercentiles(facts({ lastServicesMs, ahead, counters }));
          const later = waitingPercentiles(facts({ lastServicesMs, ahead: ahead + 1, counters }));
          expect(now).not.toBeNull();
          expect(later?.p50Ms).toBeGreaterThan(now?.p50Ms ?? Infinity);
          expect(now?.p80Ms).toBeGreaterThanOrEqual(now?.p50Ms ?? Infinity);
        },
      ),
    );
  });
});

/** mulberry32: the simulated day is the same on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Guess = { actual: number; p50: number; p80: number; average: number; averagePerCounter: number };

/**
 * One day of one queue: people come in waves, tickets differ (log-normal), their mean changes every 90 minutes, two to four
 * counters are open. Times in minutes. Every arrival notes what it was told and, later, what happened.
 */
function playDay(seed: number): Guess[] {
  const random = randomOf(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const openAt = (time: number) => (time < 60 ? 2 : time < 300 ? 4 : time < 420 ? 3 : 4);
  const paces = Array.from({ length: 6 }, () => 6 * Math.exp(0.2 * normal()));
  const serviceAt = (time: number) => (paces[Math.floor(time / 90)] ?? 6) * Math.exp(0.5 * normal() - 0.125);
  const guesses: Guess[] = [];
  const line: { guess: Guess; came: number }[] = [];
  const ended: { at: number; took: number }[] = [];
  const busy: { until: number; took: number }[] = [];
  let nextArrival = 0;
  for (let time = 0; time < 540; time += 1 / 60) {
    for (const work of busy.filter(({ until }) => until <= time)) {
      ended.push({ at: work.until, took: work.took });
      busy.splice(busy.indexOf(work), 1);
    }
    while (line.length > 0 && busy.length < openAt(time)) {
      const called = line.shift();
      if (called === undefined) break;
      called.guess.actual = time - called.came;
      const took = serviceAt(time);
      busy.push({ until: time + took, took });
    }
    if (time < nextArrival || time > 480) continue;
    const rate = 0.42 + 0.22 * Math.sin((time / 480) * 4 * Math.PI);
    nextArrival = time - Math.log(1 - random()) / rate;
    const counters = openAt(time);
    const known = waitingPercentiles({
      ahead: line.length,
      counters,
      isFree: busy.length < counters,
      lastServicesMs: minutes(ended.slice(-20).map(({ took }) => took)),
    });
    const average = ended.reduce((sum, { took }) => sum + took, 0) / Math.max(1, ended.length);
    const guess: Guess = {
      actual: -1,
      p50: (known?.p50Ms ?? -1) / 60_000,
      p80: (known?.p80Ms ?? -1) / 60_000,
      average: average * line.length,
      averagePerCounter: (average * line.length) / counters,
    };
    if (known !== null) guesses.push(guess);
    line.push({ guess, came: time });
  }
  return guesses.filter(({ actual }) => actual >= 0);
}

describe('the estimate against simulated days', () => {
  it('is far nearer to what happened than "average × people ahead", and four of five are called within the range', () => {
    const guesses = Array.from({ length: 20 }, (_, day) => playDay(20_261_122 + day)).flat();
    const error = (told: (guess: Guess) => number) =>
      guesses.reduce((sum, guess) => sum + Math.abs(told(guess) - guess.actual), 0) / guesses.length;
    const within80 = guesses.filter(({ actual, p80 }) => actual <= p80 + 0.1).length / guesses.length;
    const report = {
      arrivals: guesses.length,
      meanWait: error(() => 0),
      ours: error(({ p50 }) => p50),
      average: error(({ average }) => average),
      averagePerCounter: error(({ averagePerCounter }) => averagePerCounter),
      within80,
    };
    const shown = Object.entries(report).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    process.stdout.write(`Waiting estimate over 20 simulated days, mean error in minutes: ${shown.join(', ')}\n`);
    expect(report.arrivals).toBeGreaterThan(2_000);
    expect(report.ours).toBeLessThan(report.average / 2);
    // Dividing by the counters is no worse at the middle; it has no range, and that is what people need.
    expect(report.ours).toBeLessThan(report.averagePerCounter * 1.15);
    expect(within80).toBeGreaterThan(0.7);
    expect(within80).toBeLessThan(0.9);
  });
});
