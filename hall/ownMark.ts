import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type SeriesMark, markSchema } from './domain/enrolment.ts';

const kioskSchema = z.object({ mark: markSchema.default('K') });

/** The mark of the kiosk that shares this data folder: it belongs to the hall without having been enrolled. */
export function ownMarkOf(dataFolder: string): SeriesMark {
  const path = join(dataFolder, 'kiosk.json');
  const written = existsSync(path) ? kioskSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  return written?.success === true ? written.data.mark : 'K';
}
