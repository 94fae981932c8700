// `npm test`: types, build, and all tests. `npm test -- unit [filter …]` and `npm test -- e2e [filter …]` run one kind alone.
import { artifacts, bundles, endToEndTests, types, unitTests, verify } from './verification.ts';

const [kind, ...filters] = process.argv.slice(2);

const wanted = {
  unit: () => [unitTests(filters)],
  e2e: () => [bundles, endToEndTests(filters)],
  all: () => [types, bundles, artifacts, unitTests([]), endToEndTests([])],
};

if (kind === undefined || kind === 'unit' || kind === 'e2e') process.exitCode = await verify(wanted[kind ?? 'all']());
else {
  process.stderr.write('Usage: npm test [-- unit|e2e [filter …]]\n');
  process.exitCode = 64;
}
