import { SYSTEM_PACKAGES } from './debianPackages.mjs';

/**
 * @typedef {{
 *   command: readonly string[] | null,
 *   packages: readonly string[],
 *   electron: boolean,
 *   postgres: boolean,
 *   bundles: boolean,
 *   ordinaryUser: boolean,
 *   display: 'none' | 'present' | 'virtual',
 * }} Task
 * command: what Node or a tool of node_modules/.bin runs (null: set-up only); packages: of the system; electron, postgres: prepare them;
 * bundles: build main and pages first when a source is newer;
 * ordinaryUser: never run as root; display: no screen, the screen that is there, or always a virtual one
 */

const { devices, screen, tests, packaging, fonts } = SYSTEM_PACKAGES;
const packages = [...devices, ...screen, ...tests, ...packaging];

/** @type {Omit<Task, 'command'>} */
const PROGRAM = {
  packages: [...devices, ...screen],
  electron: true,
  postgres: false,
  bundles: false,
  ordinaryUser: true,
  display: 'present',
};
/** @type {Omit<Task, 'command'>} */
const PLAIN = {
  packages: devices,
  electron: false,
  postgres: false,
  bundles: false,
  ordinaryUser: true,
  display: 'none',
};
/** @type {Omit<Task, 'command'>} */
const TESTS = { packages, electron: true, postgres: true, bundles: false, ordinaryUser: true, display: 'virtual' };
/** @type {Omit<Task, 'command'>} */
const SOURCES = {
  packages: [],
  electron: false,
  postgres: false,
  bundles: false,
  ordinaryUser: false,
  display: 'none',
};

/** Everything that `npm run` can do. @type {Readonly<Record<string, Task>>} */
export const TASKS = {
  setup: { ...TESTS, display: 'none', command: null },
  start: { ...PROGRAM, bundles: true, command: ['node', 'tools/start.ts'] },
  hub: { ...PLAIN, bundles: true, command: ['node', 'hall/hub.ts'] },
  enrol: { ...PLAIN, packages: [], command: ['node', 'electron/station/enrolProgram.ts'] },
  'enrolment-code': { ...PLAIN, packages: [], command: ['node', 'hall/enrolmentCodeProgram.ts'] },
  region: { ...PLAIN, bundles: true, postgres: true, command: ['node', 'region/main.ts'] },
  simulator: { ...PLAIN, command: ['node', 'native/simulator/main.ts'] },
  sim: { ...PLAIN, packages: [], command: ['node', 'tools/simulation/main.ts'] },
  siege: { ...PLAIN, packages: [], command: ['node', 'tools/siege/main.ts'] },
  'rebuild-projections': { ...PLAIN, packages: [], command: ['node', 'tools/rebuildProjections.ts'] },
  'play-day': { ...PLAIN, bundles: true, command: ['node', 'tools/playDay/main.ts'] },
  'audit-check': { ...PLAIN, packages: [], command: ['node', 'tools/auditCheck.ts'] },
  demo: { ...TESTS, bundles: true, command: ['node', 'tools/demo.ts'] },
  bench: { ...TESTS, bundles: true, command: ['node', 'tools/bench/main.ts'] },
  test: { ...TESTS, command: ['node', 'tools/test.ts'] },
  check: { ...TESTS, command: ['node', 'tools/check.ts'] },
  build: { ...PLAIN, packages: [], command: ['node', 'tools/build.ts'] },
  package: { ...PROGRAM, bundles: true, packages: packaging, display: 'none', command: ['node', 'tools/package.ts'] },
  fonts: { ...SOURCES, packages: fonts, command: ['/usr/bin/python3', 'tools/firstFonts.py'] },
  format: { ...SOURCES, command: ['biome', 'format', '--write'] },
  lint: { ...SOURCES, command: ['oxlint', '--type-aware'] },
  typecheck: { ...SOURCES, command: ['tsc', '-b'] },
};
