import { spawnSync } from 'node:child_process';
import { quietly, step } from './progress.mjs';
import { DOWNLOAD_WAITS_MS, pause, retry } from './retry.mjs';
import { SetupFailure } from './setupFailure.mjs';

/** What a task needs from the system, by purpose. */
export const SYSTEM_PACKAGES = {
  // `SerialPort.list()` asks udevadm; espeak-ng speaks the calls; socat makes the ptys of the simulators.
  devices: ['socat', 'udev', 'espeak-ng', 'procps'],
  screen: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'xvfb', 'xauth'],
  // A browser for counters and boards; the write recorder of the power cuts is compiled; keys and windows of the escape tests.
  tests: ['chromium', 'strace', 'gcc', 'libc6-dev', 'x11-utils', 'xdotool'],
  compiler: ['g++', 'make', 'python3'],
  // Only for `npm run fonts`.
  fonts: ['python3-fonttools', 'python3-brotli'],
  // electron-builder compresses with 7za and would fetch its own from a release host.
  packaging: ['p7zip-full'],
};

/**
 * The wanted packages that are not installed. A 64-bit-time rename ("libgtk-3-0t64") counts as the package itself.
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} installed
 * @returns {string[]}
 */
export const missingPackages = (wanted, installed) =>
  wanted.filter(name => !installed.has(name) && !installed.has(`${name}t64`));

/** @param {readonly string[]} names @returns {string} the one line an ordinary user has to run */
export const aptLine = names =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;

/**
 * @param {readonly string[]} wanted
 * @returns {ReadonlySet<string> | null} null when this is not a Debian system
 */
function installedPackages(wanted) {
  const names = wanted.flatMap(name => [name, `${name}t64`]);
  const query = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Abbrev}\n', ...names], { encoding: 'utf8' });
  if (query.error) return null;
  const lines = query.stdout.split('\n').filter(line => line.includes(' ii'));
  return new Set(lines.map(line => line.slice(0, line.indexOf(' '))));
}

/**
 * Makes sure that system packages are there: installs them when root, otherwise says what to run.
 * @param {{ wanted: readonly string[], perhapsLater: readonly string[], root: boolean }} need
 *   perhapsLater: not required now, but named in the line for an ordinary user so that there is only one line to run
 * @throws {SetupFailure} with the apt line for an ordinary user
 */
export async function ensureDebianPackages({ wanted, perhapsLater, root }) {
  await step('System packages', async ({ note, watch }) => {
    const installed = installedPackages([...wanted, ...perhapsLater]);
    if (installed === null) {
      note(`not a Debian system; these have to be there: ${wanted.join(' ')}`);
      return;
    }
    const missing = missingPackages(wanted, installed);
    if (missing.length === 0) {
      note('all there');
      return;
    }
    if (!root) {
      const line = aptLine([...missing, ...missingPackages(perhapsLater, installed)]);
      throw new SetupFailure(`Some system packages are missing; run this once: ${line}`);
    }
    let last = 'apt-get update';
    watch(() => last);
    const options = {
      cwd: '/',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: 15 * 60_000,
      onOutput: (/** @type {string} */ chunk) => {
        last = chunk.trim().split('\n').at(-1)?.slice(0, 80) ?? last;
      },
    };
    try {
      const plan = { waitsMs: DOWNLOAD_WAITS_MS, pause, onFailure: () => {} };
      await retry(() => quietly('apt-get', ['update', '-q'], options), plan);
      const install = ['install', '-q', '-y', '--no-install-recommends', ...missing];
      await retry(() => quietly('apt-get', install, options), plan);
    } catch (error) {
      throw new SetupFailure(
        `System packages could not be installed; run this by hand: ${aptLine(missing)} (${String(error)})`,
      );
    }
    note(`installed ${missing.join(' ')}`);
  });
}
