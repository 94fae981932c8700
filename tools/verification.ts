import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artifactFaults } from './artifacts.ts';
import { checkout } from './electronRuntime.ts';
import { closingLine, playwrightTally, sumOf, type Tally, vitestTally } from './tally.ts';

const reports = join(checkout, 'out/test');

/** One thing to verify: a title and what comes out of it. */
export type Verification = { readonly title: string; readonly run: () => Promise<Tally> };

function exitCodeOf(command: readonly string[], env: Record<string, string>): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

/** A tool that finds faults or none: it adds no test, only a failure. */
const tool = (title: string, ...command: string[]): Verification => ({
  title,
  run: async () => ({ passed: 0, failed: (await exitCodeOf(command, {})) === 0 ? 0 : 1 }),
});

function runner(options: {
  readonly title: string;
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  readonly report: string;
  readonly read: (report: string | null, exitCode: number) => Tally;
}): Verification {
  const run = async () => {
    mkdirSync(reports, { recursive: true });
    rmSync(options.report, { force: true });
    const exitCode = await exitCodeOf(options.command, options.env);
    return options.read(existsSync(options.report) ? readFileSync(options.report, 'utf8') : null, exitCode);
  };
  return { title: options.title, run };
}

export const format = tool('Format', 'biome', 'format');
export const lint = tool('Lint', 'oxlint', '--type-aware', '--deny-warnings');
export const styles = tool('Styles', 'stylelint', 'renderer/**/*.css');
export const types = tool('Types', 'tsc', '-b');
export const unused = tool('Unused code', 'knip', '--no-progress');
export const bundles = tool('Build', 'node', 'tools/build.ts');

export const artifacts: Verification = {
  title: 'Artifacts',
  run: async () => {
    const faults = artifactFaults(checkout);
    for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    return { passed: 0, failed: faults.length };
  },
};

/** @param filters file names or options for vitest */
export function unitTests(filters: readonly string[]): Verification {
  const report = join(reports, 'vitest.json');
  // The native loader: the other one writes a bundled copy of the configuration into node_modules, which may be somebody else's.
  const reporters = ['--configLoader=native', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return runner({
    title: 'Tests of parts',
    command: ['vitest', 'run', ...reporters, ...filters],
    env: {},
    report,
    read: vitestTally,
  });
}

/** @param filters file names or options for Playwright */
export function endToEndTests(filters: readonly string[]): Verification {
  const report = join(reports, 'playwright.json');
  return runner({
    title: 'Tests of the whole',
    command: ['playwright', 'test', '--config=e2e/playwright.config.ts', '--reporter=list,json', ...filters],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    report,
    read: playwrightTally,
  });
}

/**
 * Runs all, one after the other, whatever fails on the way, and ends with the line that counts.
 * @returns exit code: 0 only when nothing failed and something passed
 */
export async function verify(all: readonly Verification[]): Promise<number> {
  const tallies: Tally[] = [];
  const lines: string[] = [];
  for (const [index, { title, run }] of all.entries()) {
    process.stdout.write(`\n── ${index + 1}/${all.length} ${title}\n`);
    const startMs = performance.now();
    const tally = await run();
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    tallies.push(tally);
    const count = tally.passed + tally.failed > 1 ? `: ${closingLine(tally)}` : '';
    lines.push(`  ${tally.failed === 0 ? '✓' : '✗'} ${title}${count} (${seconds} s)`);
    process.stdout.write(`${lines.at(-1)}\n`);
  }
  const sum = sumOf(tallies);
  process.stdout.write(`\nAll together\n${lines.join('\n')}\n\n${closingLine(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
}
