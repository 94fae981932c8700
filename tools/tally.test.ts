import { describe, expect, it } from 'vitest';
import { closingLine, playwrightTally, sumOf, vitestTally } from './tally.ts';

const vitest = (passed: number, failed: number, testResults: unknown[] = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });
const playwright = (expected: number, unexpected: number, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected, unexpected, flaky: 1 }, errors });

describe('the tally of a test run', () => {
  it('counts passed and failed tests', () => {
    expect(vitestTally(vitest(12, 2), 1)).toEqual({ passed: 12, failed: 2 });
    expect(playwrightTally(playwright(7, 1), 1)).toEqual({ passed: 8, failed: 1 });
  });

  it('counts a file that could not be loaded', () => {
    expect(vitestTally(vitest(3, 0, [{ status: 'failed', assertionResults: [] }]), 1)).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it('counts an error outside any test', () => {
    expect(playwrightTally(playwright(0, 0, [{ message: 'no browser' }]), 1).failed).toBe(1);
  });

  it('does not call a crash a success', () => {
    expect(vitestTally(vitest(5, 0), 1).failed).toBe(1);
    expect(vitestTally(null, 0).failed).toBe(1);
    expect(playwrightTally(null, 0).failed).toBe(1);
  });

  it('adds up to one line', () => {
    const runs = [
      { passed: 1, failed: 0 },
      { passed: 4, failed: 2 },
    ];
    expect(closingLine(sumOf(runs))).toBe('5 passed, 2 failed');
  });
});
