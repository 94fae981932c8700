import { existsSync } from 'node:fs';
import { openRebuild } from '../hall/store/openRebuild.ts';

/** `node tools/rebuildProjections.ts <database>`: empties the derived tables of a closed database and fills them from its log. */
const [databasePath] = process.argv.slice(2);
if (databasePath === undefined || !existsSync(databasePath)) {
  console.error('usage: node tools/rebuildProjections.ts <path of kiosk.db or hub.db>');
  process.exit(2);
}
const rebuilt = openRebuild({ databasePath, nativeBinding: null, clock: Date.now });
if (!rebuilt.ok) {
  console.error(`${rebuilt.failure.code}: ${rebuilt.failure.message}`);
  process.exit(1);
}
const { before, after, events } = rebuilt.value;
console.log(
  `${events} events; ${before === after ? 'nothing had to be mended' : `mended, digest ${before} → ${after}`}`,
);
