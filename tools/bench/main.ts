// `npm run bench [-- SUITE] [--json]`: how fast it is, as a ratio to a floor measured in the same run. Never part of the tests.
import { parseArgs } from 'node:util';
import type { BenchRow } from './benchRow.ts';

/** Loaded one by one, so that a suite is not disturbed by what another one brings into memory. */
const suites: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  issue: async () => (await import('./issue.ts')).runIssueSuite(),
  hub: async () => (await import('./hub.ts')).runHubSuite(),
  region: async () => (await import('./region.ts')).runRegionSuite(),
  screen: async () => (await import('./screen.ts')).runScreenSuite(),
};

const digits = (value: number | null): string => (value === null ? '–' : value.toFixed(value < 10 ? 2 : 1));

function asTable(rows: readonly BenchRow[]): string {
  const head = ['name', 'value', 'unit', 'floor', 'ratio'];
  const cells = rows.map(row => [row.name, digits(row.value), row.unit, digits(row.floor), digits(row.ratio)]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map(line => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), ...cells.map(line)].join('\n');
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const wanted = positionals.length === 0 ? Object.keys(suites) : positionals;
const unknown = wanted.filter(name => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no suite ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}\n`);
  process.exit(64);
}
for (const name of wanted) {
  if (!values.json) process.stdout.write(`\n${name}: measuring …\n`);
  const rows = (await suites[name]?.()) ?? [];
  process.stdout.write(values.json ? rows.map(row => `${JSON.stringify(row)}\n`).join('') : `${asTable(rows)}\n`);
}
