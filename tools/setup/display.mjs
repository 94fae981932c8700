import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { say } from './progress.mjs';
import { asUser } from './ordinaryUser.mjs';
import { SetupFailure } from './setupFailure.mjs';

const START_MS = 15_000;
const SOCKETS = '/tmp/.X11-unix';

/** A portrait kiosk screen. */
const SCREEN = '1080x1920x24';

/** @typedef {{ env: NodeJS.ProcessEnv, close: () => void }} Display */

/**
 * Gives the program a screen: the one that is there, or a virtual one when there is none or the task wants its own.
 * @param {{ env: NodeJS.ProcessEnv, user: import('./ordinaryUser.mjs').OrdinaryUser | null, alwaysVirtual: boolean }} wish
 * @returns {Promise<Display>} what to add to the environment
 */
export async function openDisplay({ env, user, alwaysVirtual }) {
  const present = env['DISPLAY'];
  if (present && !alwaysVirtual) {
    // Best effort: the X server of root's session has to let the ordinary user in.
    if (user !== null) spawnSync('xhost', [`+si:localuser:${user.name}`], { env });
    return { env: { DISPLAY: present }, close: () => {} };
  }
  // An ordinary user may not make this folder; without it the server has only its abstract socket, which also works.
  if (process.getuid?.() === 0 && !existsSync(SOCKETS)) {
    mkdirSync(SOCKETS);
    chmodSync(SOCKETS, 0o1777);
  }
  const [command, ...args] = asUser(user, ['Xvfb', '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp']);
  const server = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new SetupFailure('The virtual screen (Xvfb) did not start')), START_MS);
    server.stdio[3]?.once('data', chunk => {
      clearTimeout(late);
      resolve(String(chunk).trim());
    });
    server.once('error', reject);
    server.once('exit', code => reject(new SetupFailure(`The virtual screen (Xvfb) ended with ${code}`)));
  });
  say(`  ✓ Screen: ${alwaysVirtual ? 'a virtual one' : 'none here, so a virtual one'} (Xvfb :${number}, ${SCREEN})`);
  return { env: { DISPLAY: `:${number}` }, close: () => server.kill('SIGTERM') };
}
