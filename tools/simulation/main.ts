import { type Guard, guardNames, isGuard } from './guards.ts';
import { sometimesNames } from './ledger.ts';
import { playSeeds } from './playSeeds.ts';

/*
 * npm run sim -- [--seeds N] [--from S] [--json] [--without GUARD]
 * Ends with 1 when an invariant was broken, or when something that must happen now and then never did.
 */
const usage = `npm run sim -- [--seeds N] [--from S] [--json] [--without ${guardNames.join('|')}]`;
/** Below this many seeds a rare thing may honestly not have happened. */
const seedsForSometimes = 100;

function options(words: readonly string[]) {
  const without = new Set<Guard>();
  let seeds = 50;
  let from = 1;
  let json = false;
  for (let i = 0; i < words.length; i += 1) {
    const value = words[i + 1] ?? '';
    if (words[i] === '--json') json = true;
    else if (words[i] === '--seeds' && Number(value) > 0) seeds = Number(words[(i += 1)]);
    else if (words[i] === '--from' && Number(value) > 0) from = Number(words[(i += 1)]);
    else if (words[i] === '--without' && isGuard(value)) {
      without.add(value);
      i += 1;
    } else return null;
  }
  return { seeds, from, json, without };
}

const chosen = options(process.argv.slice(2));
if (chosen === null) {
  console.error(`usage: ${usage}`);
  process.exit(2);
}
const { seeds, from, json, without } = chosen;
const startedAt = performance.now();
const { steps, tickets, violations, sometimes } = await playSeeds({ from, seeds, without });
const seconds = (performance.now() - startedAt) / 1000;
const never = sometimesNames.filter(name => sometimes[name] === 0);
if (!json)
  for (const { seed, invariant, what } of violations.slice(0, 20))
    console.log(`seed ${seed}, invariant ${invariant}: ${what}`);
console.log(
  JSON.stringify({
    seeds,
    steps,
    steps_per_s: Math.round(steps / seconds),
    violations: violations.length,
    violating_seeds: new Set(violations.map(found => found.seed)).size,
    invariants: [...new Set(violations.map(found => found.invariant))].sort((a, b) => a - b),
    tickets,
    seconds: Math.round(seconds * 10) / 10,
    without: [...without],
    sometimes,
  }),
);
if (seeds >= seedsForSometimes && never.length > 0) console.error(`never happened: ${never.join(', ')}`);
process.exitCode = violations.length > 0 || (seeds >= seedsForSometimes && never.length > 0) ? 1 : 0;
