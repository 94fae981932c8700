import { existsSync } from 'node:fs';
import { openAudit } from '../hall/store/openAudit.ts';

/**
 * `node tools/auditCheck.ts <hub.db>`: walks the hash chain of the audit log of a hub that is not running and names the
 * first link that does not hold. Exit code 0 = every link holds, 1 = one does not, 2 = it could not be looked at.
 */
const [databasePath] = process.argv.slice(2);
if (databasePath === undefined || !existsSync(databasePath)) {
  console.error('usage: node tools/auditCheck.ts <path of hub.db>');
  process.exit(2);
}
const checked = openAudit({ databasePath, nativeBinding: null, clock: Date.now });
if (!checked.ok) {
  console.error(`${checked.failure.code}: ${checked.failure.message}`);
  process.exit(2);
}
const { entries, seals, strangeSeals, broken } = checked.value;
const elsewhere = strangeSeals === 0 ? '' : `; ${strangeSeals} seals belong to an earlier log that is not here`;
if (broken !== null) {
  const words = {
    changed: 'was changed after it was written',
    missing: 'is missing',
    unlinked: 'does not continue the line before',
    not_as_sealed: 'is not what the event log has sealed',
  };
  console.error(`line ${broken.position} ${words[broken.why]} (${entries} lines, ${seals} seals${elsewhere})`);
  process.exit(1);
}
console.log(`${entries} lines, every link holds, ${seals} seals agree${elsewhere}`);
