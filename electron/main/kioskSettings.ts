import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StationSettings } from '../../hall/domain/stationSettings.ts';
import { report } from './mainLog.ts';

/** What main itself needs to know of `kiosk.json`. */
export type ShellSettings = {
  /** The hub runs as a child of this kiosk, because no other one is named. */
  readonly runsHub: boolean;
  readonly hardwareAcceleration: boolean;
  /** The board on another screen of this PC; null = none. */
  readonly board: { readonly screen: number; readonly query: string } | null;
};

type Written = { readonly [Key in keyof StationSettings]?: unknown };

/**
 * Reads three fields of `kiosk.json` without its schema: loading zod would cost main 30 ms of every start, and a file the station refuses
 * must not keep the screen dark. Missing or unreadable means the defaults of `stationSettings.ts`.
 */
export function readShellSettings(dataFolder: string): ShellSettings {
  const written = readWritten(join(dataFolder, 'kiosk.json'));
  const display = isObject(written.display) ? written.display : {};
  return {
    runsHub: typeof written.hubUrl !== 'string' && hasHubOfItsHall(dataFolder),
    hardwareAcceleration: 'hardwareAcceleration' in display && display.hardwareAcceleration === true,
    board: boardOf(written.boardDisplay),
  };
}

/** The query of the board's address; what makes no sense is left out, and without a screen there is no board. */
function boardOf(value: unknown): ShellSettings['board'] {
  if (!isObject(value)) return null;
  const { screen = 2, area, counter, languages, sound } = value;
  if (typeof screen !== 'number' || !Number.isInteger(screen) || screen < 2) return null;
  const query = new URLSearchParams();
  if (typeof area === 'string') query.set('area', area);
  if (typeof counter === 'number') query.set('counter', String(counter));
  if (Array.isArray(languages)) query.set('lang', languages.join(','));
  if (sound === false) query.set('sound', 'off');
  return { screen, query: query.toString() };
}

/** A kiosk that was never enrolled runs the hub of its hall; an enrolled one only when this PC was enrolled as a hub of that hall too. */
function hasHubOfItsHall(dataFolder: string): boolean {
  const kiosk = join(dataFolder, 'identity.json');
  if (!existsSync(kiosk)) return true;
  return readCertificate(kiosk) === readCertificate(join(dataFolder, 'hub-identity.json'));
}

/** Certificate of the hall an identity belongs to; empty when there is none. */
function readCertificate(path: string): string {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) && typeof value['ca'] === 'string' ? value['ca'] : '';
  } catch {
    return '';
  }
}

function readWritten(path: string): Written {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) ? value : {};
  } catch (fault) {
    const absent = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
    if (!absent) report({ is: 'settings.unreadable', reason: fault instanceof Error ? fault.name : 'unknown' });
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
