import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationSettingsSchema } from '../../hall/domain/stationSettings.ts';
import { readShellSettings } from './kioskSettings.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shell-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const boardOf = (boardDisplay: unknown) => {
  writeFileSync(join(folder, 'kiosk.json'), JSON.stringify({ boardDisplay }));
  return readShellSettings(folder).board;
};

describe('the board on another screen', () => {
  it('is off as long as nobody asks for it', () => {
    expect(readShellSettings(folder).board).toBeNull();
    expect(boardOf(null)).toBeNull();
    expect(boardOf('2')).toBeNull();
    expect(stationSettingsSchema.parse({}).boardDisplay).toBeNull();
  });

  it('is on the second screen, of the whole hall, of an area or of a counter', () => {
    expect(boardOf({})).toEqual({ screen: 2, query: '' });
    expect(boardOf({ screen: 3, area: 'floor-1-b', sound: false })).toEqual({
      screen: 3,
      query: 'area=floor-1-b&sound=off',
    });
    expect(boardOf({ counter: 12, languages: ['zh', 'en'] })).toEqual({ screen: 2, query: 'counter=12&lang=zh%2Cen' });
  });

  it('never covers the screen of the citizen', () => {
    expect(boardOf({ screen: 1 })).toBeNull();
    expect(stationSettingsSchema.safeParse({ boardDisplay: { screen: 1 } }).success).toBe(false);
  });
});
