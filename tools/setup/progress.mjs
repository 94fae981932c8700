import { spawn } from 'node:child_process';

const ALIVE_EVERY_MS = 5_000;

/** @param {number} sinceMs @returns {string} e.g. "3.2 s" */
const elapsed = sinceMs => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

// A reader that goes away (`npm start | head`) must not end the program.
process.stdout.on('error', () => undefined);

/** @param {string} line */
export const say = line => process.stdout.write(`${line}\n`);

/**
 * Runs one step and prints one line about it with the time it took. A step that takes long says so every few seconds.
 * @template T
 * @param {string} title
 * @param {(step: { note: (text: string) => void, watch: (measure: () => string) => void }) => Promise<T>} work
 *   `note` replaces what stands after the title in the closing line; `watch` gives the text of the "still at it" lines
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startMs = performance.now();
  let text = 'done';
  /** @type {() => string} */
  let measure = () => 'working';
  const alive = setInterval(() => say(`  … ${title}: ${measure()} (${elapsed(startMs)})`), ALIVE_EVERY_MS);
  try {
    const result = await work({
      note: value => {
        text = value;
      },
      watch: value => {
        measure = value;
      },
    });
    say(`  ✓ ${title}: ${text} (${elapsed(startMs)})`);
    return result;
  } catch (error) {
    say(`  ✗ ${title}: failed (${elapsed(startMs)})`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/**
 * Runs a program to its end with its output kept back; a failure carries its last lines, and all of it as its cause.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, timeoutMs: number, onOutput: (chunk: string) => void }} options
 * @returns {Promise<string>} everything it printed
 * @throws {Error} when it cannot be started, exits non-zero or exceeds the time
 */
export function quietly(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    let output = '';
    /** @param {string} chunk */
    const keep = chunk => {
      output += chunk;
      options.onOutput(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else {
        const tail = output.trim().split('\n').slice(-6).join(' | ');
        reject(new Error(`${command} ended with ${signal ?? code}: ${tail}`, { cause: output }));
      }
    });
  });
}
