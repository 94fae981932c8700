import { app } from 'electron';
import type { ExitCode } from './exitCodes.ts';

const preparations = new Set<() => void>();

/** What has to be let go of before the program ends: a page that is kept alive would open its window again and the program would stay. */
export function beforeEnd(prepare: () => void): void {
  preparations.add(prepare);
}

/** Ends at once: no question, no dialog, children end with their parent. */
export function endKiosk(code: ExitCode): void {
  for (const prepare of preparations) prepare();
  app.exit(code);
}
