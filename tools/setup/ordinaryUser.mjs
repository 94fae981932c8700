import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { quietly, say, step } from './progress.mjs';
import { SetupFailure } from './setupFailure.mjs';

const NAME = 'hall';

/** @typedef {{ name: string, uid: number, gid: number, home: string }} OrdinaryUser */

/**
 * @param {string} passwd text of /etc/passwd
 * @param {string} name
 * @returns {OrdinaryUser | null}
 */
export function findUser(passwd, name) {
  const fields = passwd
    .split('\n')
    .find(line => line.startsWith(`${name}:`))
    ?.split(':');
  if (fields === undefined) return null;
  return { name, uid: Number(fields[2]), gid: Number(fields[3]), home: fields[5] ?? '/' };
}

/**
 * Root is not a user to run a browser or a PostgreSQL as: Chromium would need its sandbox off and PostgreSQL refuses. So root gets an ordinary user to run them.
 * @returns {Promise<OrdinaryUser>}
 * @throws {SetupFailure} when the user cannot be made
 */
export async function ensureOrdinaryUser() {
  return step('Ordinary user', async ({ note }) => {
    const existing = findUser(readFileSync('/etc/passwd', 'utf8'), NAME);
    if (existing !== null) {
      note(`${NAME} runs the program`);
      return existing;
    }
    const dialout = /^dialout:/m.test(readFileSync('/etc/group', 'utf8')) ? ['-G', 'dialout'] : [];
    const options = { cwd: '/', env: process.env, timeoutMs: 30_000, onOutput: () => {} };
    await quietly('useradd', ['-m', '-s', '/bin/bash', ...dialout, NAME], options);
    const made = findUser(readFileSync('/etc/passwd', 'utf8'), NAME);
    if (made === null)
      throw new SetupFailure(`The user "${NAME}" could not be made; start the program as an ordinary user`);
    note(`made ${NAME}, who runs the program instead of root`);
    return made;
  });
}

/**
 * Lets others walk to `folder`: adds o+x to the ancestors that lack it, and says so.
 * @param {string} folder
 */
function openWayTo(folder) {
  for (let at = folder; ; at = dirname(at)) {
    const { mode } = statSync(at);
    if ((mode & 0o001) === 0) {
      chmodSync(at, mode | 0o001);
      say(`    ${at} is now passable for other users (chmod o+x)`);
    }
    if (at === dirname(at)) return;
  }
}

/**
 * Makes the checkout readable for the ordinary user, and out/ theirs.
 * @param {{ checkout: string, cache: string, user: OrdinaryUser }} place
 */
export async function openCheckout({ checkout, cache, user }) {
  await step('Checkout', async ({ note }) => {
    openWayTo(checkout);
    if (existsSync(cache)) openWayTo(cache);
    const closed = readdirSync(checkout).filter(name => (statSync(join(checkout, name)).mode & 0o004) === 0);
    if (closed.length > 0 || (statSync(checkout).mode & 0o004) === 0) {
      chmodSync(checkout, statSync(checkout).mode | 0o005);
      spawnSync('chmod', ['-R', 'o+rX', ...closed.map(name => join(checkout, name))]);
      say(`    the checkout is now readable for other users (chmod o+rX)`);
    }
    const out = join(checkout, 'out');
    await mkdir(out, { recursive: true });
    await chown(out, user.uid, user.gid);
    const taken = spawnSync('chown', ['-R', '-h', `--from=0`, `${user.uid}:${user.gid}`, out], { encoding: 'utf8' });
    if (taken.status !== 0) throw new SetupFailure(`out/ could not be handed to ${user.name}: ${taken.stderr.trim()}`);
    note(`readable; out/ belongs to ${user.name}`);
  });
}

/**
 * The environment of the ordinary user: nothing that points into root's home or session.
 * @param {NodeJS.ProcessEnv} env
 * @param {OrdinaryUser} user
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(env, user) {
  const foreign = /^(npm_|XDG_|DBUS_|SUDO_|XAUTHORITY$|MAIL$|INIT_CWD$|OLDPWD$)/i;
  const kept = Object.entries(env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), HOME: user.home, USER: user.name, LOGNAME: user.name, SHELL: '/bin/bash' };
}

/**
 * How to start a command as that user with all their groups (serial ports belong to `dialout`), to die with us.
 * @param {OrdinaryUser | null} user null: stay who we are
 * @param {readonly string[]} command
 * @returns {[string, ...string[]]}
 */
export function asUser(user, command) {
  const who = user === null ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups'];
  return ['setpriv', ...who, '--pdeathsig', 'TERM', '--', ...command];
}
