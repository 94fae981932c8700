// `npm run enrol -- CODE@ADDRESS` or `npm run enrol -- hall-enrolment.json`: makes this PC a machine of a hall that is there already.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { enrolmentFileSchema } from '../../hall/domain/enrolment.ts';
import { writeAuthority } from '../../hall/trust/authority.ts';
import { writePrivateFile } from '../../hall/trust/privateFile.ts';
import { type EnrolOptions, enrolMachine } from './enrol.ts';
import { hardwareMark, identityPath } from './identity.ts';

/** sysexits.h: 64 wrong command line, 69 the hub refused or cannot be reached, 73 there is an identity already. */
const exitCodes = { done: 0, usage: 64, unavailable: 69, exists: 73 } as const;
const tlsPort = 8788;
const usage = 'npm run enrol -- CODE@ADDRESS | FILE [--again]; data folder: HALL_DATA';

/** `ABCDE-FGHJK@192.168.1.5`: port and scheme may be left out. null = neither that nor a file. */
function readArgument(given: string): EnrolOptions | null {
  const hardware = hardwareMark();
  if (existsSync(given)) {
    const file = enrolmentFileSchema.parse(JSON.parse(readFileSync(given, 'utf8')));
    return { ...file, hardware };
  }
  const [code, host, ...more] = given.split('@');
  if (code === undefined || host === undefined || host === '' || more.length > 0) return null;
  const url = new URL(host.includes('://') ? host : `https://${host}`);
  if (url.port === '' && !host.startsWith('https://')) url.port = String(tlsPort);
  return { addresses: [url.origin], code, caSha256: null, hardware };
}

async function main(args: readonly string[]): Promise<number> {
  const given = args.find(argument => argument !== '--again');
  const options = given === undefined ? null : readArgument(given);
  if (options === null) {
    process.stderr.write(`${usage}\n`);
    return exitCodes.usage;
  }
  const dataFolder = process.env['HALL_DATA'] ?? join(homedir(), '.local/share/hall-kiosk');
  const again = args.includes('--again');
  const paths = { kiosk: identityPath(dataFolder), hub: join(dataFolder, 'hub-identity.json') };
  if (existsSync(paths.kiosk) && existsSync(paths.hub) && !again) {
    process.stderr.write(`${paths.kiosk} is there: this machine belongs to a hall. --again enrols it anew.\n`);
    return exitCodes.exists;
  }
  const outcome = await enrolMachine(options);
  if (!outcome.ok) {
    process.stderr.write(`Not enrolled: ${outcome.reason}\n`);
    return exitCodes.unavailable;
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const { identity, caKey } = outcome;
  const path = paths[identity.role];
  // A hub that began a hall of its own would mix its tickets with those of the hall it joins.
  const isTaken = identity.role === 'hub' ? existsSync(join(dataFolder, 'hub/hub.db')) : existsSync(path);
  if (isTaken && !again) {
    process.stderr.write(`${dataFolder} belongs to a hall. --again, or another HALL_DATA with a new code.\n`);
    return exitCodes.exists;
  }
  if (caKey !== null) writeAuthority(join(dataFolder, 'trust'), { ca: identity.ca, caKey });
  writePrivateFile(path, JSON.stringify(identity));
  process.stdout.write(`Enrolled as ${identity.device} of hall ${identity.hall}, series mark ${identity.mark}\n`);
  return exitCodes.done;
}

process.exitCode = await main(process.argv.slice(2));
