// The one entry behind every `npm run`: `node tools/run.mjs <task> [arguments]`. Runs on any Node from 20 on with nothing installed,
// prepares what the task needs, and hands over to the pinned Node.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages, SYSTEM_PACKAGES } from './setup/debianPackages.mjs';
import { ensureNodePackages, ensurePinnedNode } from './setup/nodePackages.mjs';
import { say } from './setup/progress.mjs';
import { followChild } from './setup/followChild.mjs';
import { SetupFailure } from './setup/setupFailure.mjs';
import { TASKS } from './setup/tasks.mjs';

const OLDEST_NODE_MAJOR = 20;
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string | undefined} name @param {readonly string[]} args @returns {Promise<number>} exit code */
async function run(name, args) {
  const task = name === undefined ? undefined : TASKS[name];
  if (name === undefined || task === undefined) {
    throw new SetupFailure(
      `Usage: npm run <task> [-- arguments], where <task> is one of ${Object.keys(TASKS).join(', ')}`,
    );
  }
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_MAJOR) {
    throw new SetupFailure(
      `Node ${OLDEST_NODE_MAJOR} or newer is needed to start; this is Node ${process.versions.node}`,
    );
  }
  say(`Preparing "${name}"`);
  await ensureDebianPackages({
    wanted: task.packages,
    perhapsLater: task.electron ? SYSTEM_PACKAGES.compiler : [],
    root: process.getuid?.() === 0,
  });
  await ensureNodePackages(checkout);
  const nodeFolder = await ensurePinnedNode(checkout);
  const env = {
    ...process.env,
    npm_node_execpath: process.env['npm_node_execpath'] ?? process.execPath,
    PATH: [nodeFolder, join(checkout, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(':'),
  };
  const launch = join(checkout, 'tools/setup/launch.mjs');
  return followChild(
    spawn(join(nodeFolder, 'node'), [launch, name, ...args], { cwd: checkout, env, stdio: 'inherit' }),
  );
}

try {
  process.exitCode = await run(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
