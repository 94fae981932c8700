// `npm run enrolment-code`: a supervisor makes a code for one new machine, at the hub that runs on this PC.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { deviceRoleSchema, enrolmentFileSchema } from './domain/enrolment.ts';
import { apiFailureSchema, sessionSchema } from './domain/hallApi.ts';

/** sysexits.h: 64 wrong command line, 69 no hub, 77 not allowed. */
const exitCodes = { done: 0, usage: 64, unavailable: 69, refused: 77 } as const;
const usage =
  'npm run enrolment-code -- [--role kiosk|hub] [--file hall-enrolment.json] [--hub http://127.0.0.1:8787]; ' +
  'account and PIN are asked for, or taken from HALL_ACCOUNT and HALL_PIN';
const codeSchema = z.object({ code: z.string(), expiresAt: z.number(), file: enrolmentFileSchema });

/** What the hub refused, in its own words. */
class Refused extends Error {}

async function post(url: URL, body: unknown, token: string | null): Promise<unknown> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const read: unknown = await answer.json();
  const failure = apiFailureSchema.safeParse(read);
  if (!answer.ok) throw new Refused(failure.data === undefined ? `status ${answer.status}` : failure.data.message);
  return read;
}

async function credentials(): Promise<{ account: string; pin: string }> {
  const { HALL_ACCOUNT: account, HALL_PIN: pin } = process.env;
  if (account !== undefined && pin !== undefined) return { account, pin };
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const given = { account: await terminal.question('Account: '), pin: await terminal.question('PIN: ') };
  terminal.close();
  return given;
}

async function main(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { role: text, file: text, hub: text } });
  const role = deviceRoleSchema.safeParse(values.role ?? 'kiosk');
  if (!role.success) {
    process.stderr.write(`${usage}\n`);
    return exitCodes.usage;
  }
  const hub = values.hub ?? 'http://127.0.0.1:8787';
  const session = sessionSchema.parse(await post(new URL('/api/session', hub), await credentials(), null));
  const made = codeSchema.parse(await post(new URL('/api/enrolment-codes', hub), { role: role.data }, session.token));
  if (values.file !== undefined) writeFileSync(values.file, JSON.stringify(made.file), { mode: 0o600 });
  process.stdout.write(
    `Code ${made.code}, once, until ${new Date(made.expiresAt).toLocaleTimeString()}\n` +
      `  on the new machine: npm run enrol -- ${made.code}@${made.file.addresses[0] ?? ''}\n`,
  );
  return exitCodes.done;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = fault instanceof Refused ? exitCodes.refused : exitCodes.unavailable;
}
