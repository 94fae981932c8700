const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const SIGNAL_EXIT_BASE = 128;
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Waits for a child and passes on what we are told to do. Ctrl-C reaches the child through the terminal as well; hearing it twice is harmless.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code, or 128 + signal as a shell says it
 */
export async function followChild(child) {
  /** @type {Map<NodeJS.Signals, () => void>} */
  const handlers = new Map(FORWARDED.map(signal => [signal, () => void child.kill(signal)]));
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const number = Object.entries(NUMBERS).find(([name]) => name === signal)?.[1] ?? 1;
        resolve(code ?? SIGNAL_EXIT_BASE + number);
      });
    });
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}
