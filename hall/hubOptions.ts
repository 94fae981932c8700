import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export type HubOptions = {
  dataFolder: string;
  /** 0 = any free one. */
  port: number;
  listen: '127.0.0.1' | '0.0.0.0';
  /** Door of the other machines: TLS. It opens with `listen` for all, and as soon as a machine is to be enrolled. */
  tls: { port: number; listen: '127.0.0.1' | '0.0.0.0' };
  /** Built pages of counters and boards. */
  pagesFolder: string;
  /** Where `hall.example.json` lies. */
  resourcesFolder: string;
  /** A region to enrol with at this start; null when there is nothing to do. */
  enrolment: { url: string; code: string } | null;
  /** A person orders this hub to lead, whoever leads now. */
  takeOver: boolean;
  /** With `takeOver`: the hub before will never come back. */
  forGood: boolean;
  /** Account that gets a new first-sign-in PIN, because its own was forgotten. */
  resetPin: string | null;
  /** Whether this hall has given numbers before; `guess` = there is a `hall.json`. It matters only when all numbers are gone. */
  hall: 'new' | 'replaced' | 'guess';
};

const defaultPort = 8787;
const given = z
  .object({
    port: z.coerce.number().int().min(0).max(65_535).default(defaultPort),
    listen: z.enum(['127.0.0.1', '0.0.0.0']).default('127.0.0.1'),
    'tls-port': z.coerce.number().int().min(0).max(65_535).optional(),
    'tls-listen': z.enum(['127.0.0.1', '0.0.0.0']).default('0.0.0.0'),
    pages: z.string().optional(),
    resources: z.string().optional(),
    region: z.url().optional(),
    enrol: z.string().min(6).optional(),
    'reset-pin': z.string().optional(),
    hall: z.enum(['new', 'replaced', 'guess']).default('guess'),
    'take-over': z.boolean().default(false),
    'for-good': z.boolean().default(false),
  })
  .refine(options => options['take-over'] || !options['for-good'], { message: '--for-good belongs to --take-over' })
  .refine(({ region, enrol }) => (region === undefined) === (enrol === undefined), {
    message: '--region URL and --enrol CODE belong together',
  });

export const hubUsage =
  'node hall/hub.ts [--port 8787] [--listen 127.0.0.1|0.0.0.0] [--tls-port 8788] [--tls-listen 0.0.0.0] [--pages FOLDER] [--resources FOLDER] ' +
  '[--region URL --enrol CODE] [--reset-pin ACCOUNT] [--hall new|replaced] [--take-over [--for-good]]; data folder: HALL_DATA';

/**
 * Reads the command line; what it does not say comes from the environment (HALL_DATA, HALL_HUB_PORT, HALL_HUB_LISTEN, HALL_HUB_TLS_PORT, HALL_HUB_TLS_LISTEN,
 * HALL_REGION_URL, HALL_REGION_CODE, HALL_IS), because a parent process starts its hub without arguments. Throws on nonsense.
 * @param request.programFolder folder of the running program: the sources, or the bundle in `out/main`
 */
export function readHubOptions(request: {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  programFolder: string;
}): HubOptions {
  const { args, env, programFolder } = request;
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: text,
      listen: text,
      'tls-port': text,
      'tls-listen': text,
      pages: text,
      resources: text,
      region: text,
      enrol: text,
      'reset-pin': text,
      hall: text,
      'take-over': { type: 'boolean' },
      'for-good': { type: 'boolean' },
    },
  });
  const options = given.parse({
    port: env['HALL_HUB_PORT'],
    listen: env['HALL_HUB_LISTEN'],
    'tls-port': env['HALL_HUB_TLS_PORT'],
    'tls-listen': env['HALL_HUB_TLS_LISTEN'],
    region: env['HALL_REGION_URL'],
    enrol: env['HALL_REGION_CODE'],
    hall: env['HALL_IS'],
    ...values,
  });
  const { region, enrol } = options;
  // The bundle lies in `out/main`, the source in `hall`.
  const isBundle = basename(programFolder) === 'main';
  return {
    dataFolder: env['HALL_DATA'] || join(homedir(), '.local/share/hall-kiosk'),
    port: options.port,
    listen: options.listen,
    // Beside the other door; with any free port there, with any free one here.
    tls: { port: options['tls-port'] ?? (options.port === 0 ? 0 : options.port + 1), listen: options['tls-listen'] },
    pagesFolder: options.pages ?? join(programFolder, isBundle ? '../renderer' : '../out/renderer'),
    resourcesFolder: options.resources ?? join(programFolder, isBundle ? '../../resources' : '../resources'),
    enrolment: region === undefined || enrol === undefined ? null : { url: region, code: enrol },
    takeOver: options['take-over'],
    forGood: options['for-good'],
    resetPin: options['reset-pin'] ?? null,
    hall: options.hall,
  };
}
