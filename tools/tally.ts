import { z } from 'zod';

/** How many tests of a run passed and failed. */
export type Tally = { readonly passed: number; readonly failed: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** A runner that ended badly without naming a failed test (crash, unhandled rejection, no report) counts as one failure. */
const withExit = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;

/** A runner that says "well" about nothing has not tested anything. */
const nothing: Tally = { passed: 0, failed: 1 };

/**
 * Reads vitest's JSON report. A file that could not even be loaded has no assertions and counts as one failure.
 * @param report text of the report; null when there is none
 */
export function vitestTally(report: string | null, exitCode: number): Tally {
  if (report === null) return nothing;
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(JSON.parse(report));
  const unloaded = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length;
  return withExit({ passed: numPassedTests, failed: numFailedTests + unloaded }, exitCode);
}

/**
 * Reads Playwright's JSON report. A test that passed on a second try counts as passed; an error outside any test as one failure.
 * @param report text of the report; null when there is none
 */
export function playwrightTally(report: string | null, exitCode: number): Tally {
  if (report === null) return nothing;
  const { stats, errors } = playwrightReport.parse(JSON.parse(report));
  return withExit({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }, exitCode);
}

/** Adds up runs. */
export const sumOf = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
  failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
});

/** The closing line that machines read. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;
