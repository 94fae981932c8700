import { describe, expect, it } from 'vitest';
import { planAnnouncement } from '../domain/announcement.ts';
import { callIdSchema } from '../domain/ids.ts';
import { labelSchema } from '../domain/label.ts';
import { chime } from './chime.ts';
import { createClipShelf } from './clipShelf.ts';
import { espeakVoices, findEspeak, phonemes } from './espeak.ts';
import { spokenText } from './spokenText.ts';
import { createVoice } from './voice.ts';
import { decodeWav, encodeWav } from './wavFile.ts';

const path = process.env['PATH'] ?? '';
const espeak = findEspeak(path);
const emptyShelf = createClipShelf({ folder: '/nowhere', path });
const plan = planAnnouncement({
  call: callIdSchema.parse('3f0c2f0e-1c7a-4b5e-9d7e-0a8b7c6d5e4f'),
  label: labelSchema.parse('A015'),
  counterNumber: 12,
  language: 'zh',
});

describe('announcement', () => {
  it('says what the plan says, digit by digit', async () => {
    const [zh, ug] = await Promise.all(plan.utterances.map(spokenText));
    expect(zh).toBe('qing3 A ling2 yao1 wu3 hao4 dao4 shi2 er4 hao4 chuang1 kou3');
    expect(ug).toBe(plan.utterances[1]?.text);
  });

  it('is silent without a voice, says so once, and goes on', async () => {
    const reasons: string[] = [];
    const voice = createVoice({ path: '/nowhere', shelf: emptyShelf, onSilent: reason => reasons.push(reason) });
    expect(voice.installed).toBe(false);
    expect(await voice.sound(plan, null)).toBeNull();
    expect(await voice.sound(plan, null)).toBeNull();
    expect(reasons).toHaveLength(1);
  });

  it.skipIf(espeak === null)('is never read as English', async () => {
    for (const letter of 'ABCDEFGHJKLMNPRTUVWXY') {
      const label = labelSchema.parse(`${letter}K907`);
      const { utterances } = planAnnouncement({ call: plan.call, label, counterNumber: 110, language: 'zh' });
      const zh = utterances.find(utterance => utterance.language === 'zh');
      if (zh === undefined || espeak === null) throw new Error('no Chinese sentence');
      const spoken = await phonemes({ program: espeak, voice: espeakVoices.zh, text: await spokenText(zh) });
      expect(spoken).not.toContain('(en)');
      expect(spoken).toContain('tS;h');
    }
  });

  it.skipIf(espeak === null)('becomes one readable WAVE file, made once per call', async () => {
    const voice = createVoice({ path, shelf: emptyShelf, onSilent: reason => expect.unreachable(reason) });
    const [bytes, again] = await Promise.all([voice.sound(plan, null), voice.sound(plan, null)]);
    expect(again).toBe(bytes);
    const sound = decodeWav(bytes ?? new Uint8Array());
    expect(sound?.sampleRate).toBe(22_050);
    expect((sound?.samples.length ?? 0) / 22_050).toBeGreaterThan(4);
    expect(Math.max(...(sound?.samples.subarray(30_000, 90_000) ?? []))).toBeGreaterThan(1000);
  });
});

describe('WAVE files', () => {
  it('come back as they went in', () => {
    const sound = { sampleRate: 22_050, samples: chime(22_050) };
    expect(decodeWav(encodeWav(sound))).toEqual(sound);
  });

  it('with a length that reaches past the end are cut, other bytes are refused', () => {
    const bytes = encodeWav({ sampleRate: 8000, samples: Int16Array.of(1, -2, 3) });
    new DataView(bytes.buffer).setUint32(40, 0x7ffff000, true);
    expect(decodeWav(bytes)?.samples).toEqual(Int16Array.of(1, -2, 3));
    expect(decodeWav(new Uint8Array(60))).toBeNull();
    expect(decodeWav(bytes.subarray(0, 30))).toBeNull();
  });
});
