import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { voicesSchema } from '../domain/clipManifest.ts';
import { decodeWav } from '../voice/wavFile.ts';
import { writeSamplePack } from '../voice/samplePack.fixture.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

describe('voices', () => {
  it('are listed as they lie there now, and can be tried out before anybody is called with them', async () => {
    const token = hall.tokenOf('1001');
    const list = async () => voicesSchema.parse(await (await hall.ask({ path: '/api/voices', token })).json());
    expect((await list()).packs).toEqual([]);
    // Brought while the hub works.
    writeSamplePack(join(hall.voicesFolder, 'tones'));
    expect(await list()).toMatchObject({
      chosen: null,
      packs: [{ folder: 'tones', name: 'Tones', problems: [], languages: [{ language: 'zh' }, { language: 'ug' }] }],
    });
    const speak = (query: string) => hall.ask({ path: `/api/voices/test.wav?${query}`, token });
    const answer = await speak('label=A015&counter=3&language=ug&pack=tones');
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const sound = decodeWav(new Uint8Array(await answer.arrayBuffer()));
    // A chime of 1.2 s and eight words: A 0 1 5 nomur 3 köznekke kéling.
    const seconds = (sound?.samples.length ?? 0) / (sound?.sampleRate ?? 1);
    expect(seconds).toBeGreaterThan(1.2 + 8 * 0.2);
    expect(seconds).toBeLessThan(1.2 + 8 * 0.35 + 0.5);
    expect((await speak('label=A015&counter=0')).status).toBe(400);
    writeFileSync(join(hall.voicesFolder, 'tones', 'manifest.json'), '[]');
    expect((await list()).packs[0]?.problems[0]).toContain('manifest.json');
  });
});
