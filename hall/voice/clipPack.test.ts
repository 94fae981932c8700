import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planAnnouncement, type Utterance } from '../domain/announcement.ts';
import { callIdSchema } from '../domain/ids.ts';
import { labelSchema } from '../domain/label.ts';
import type { ClipLanguage } from '../domain/spokenWords.ts';
import { createClipShelf } from './clipShelf.ts';
import { findProgram } from './findProgram.ts';
import { joinClips, trimSilence, voiceRate } from './joinClips.ts';
import { toneMs, toneOf, writeSamplePack } from './samplePack.fixture.ts';
import { createVoice } from './voice.ts';
import { decodeWav, encodeWav } from './wavFile.ts';

const path = process.env['PATH'] ?? '';
const sox = findProgram('sox', path);
let folder: string;
let pack: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voices-'));
  pack = join(folder, 'tones');
  writeSamplePack(pack);
});
afterEach(() => rmSync(folder, { recursive: true }));

const planOf = (label: string, counterNumber: number, language: 'zh' | 'en' = 'zh') =>
  planAnnouncement({
    call: callIdSchema.parse('3f0c2f0e-1c7a-4b5e-9d7e-0a8b7c6d5e4f'),
    label: labelSchema.parse(label),
    counterNumber,
    language,
  });

async function shelf() {
  const made = createClipShelf({ folder, path });
  await made.load();
  return made;
}

/** Pitch of a piece of sound, from how often it crosses zero. */
function pitch(samples: Int16Array): number {
  let crossings = 0;
  for (let i = 1; i < samples.length; i++) if ((samples[i - 1] ?? 0) < 0 !== (samples[i] ?? 0) < 0) crossings += 1;
  return crossings / 2 / (samples.length / voiceRate);
}

/** Runs of sound and the silence after each, in ms. */
function runs(samples: Int16Array): { at: number; lengthMs: number; pauseMs: number; hertz: number }[] {
  const quiet = Math.round(voiceRate * 0.01);
  const found: { from: number; to: number }[] = [];
  let last = -Infinity;
  for (const [i, sample] of samples.entries()) {
    if (Math.abs(sample) < 300) continue;
    if (i - last > quiet) found.push({ from: i, to: i });
    const run = found.at(-1);
    if (run !== undefined) run.to = i;
    last = i;
  }
  const ms = (count: number) => (count / voiceRate) * 1000;
  return found.map(({ from, to }, i) => ({
    at: from,
    lengthMs: ms(to - from),
    pauseMs: ms((found[i + 1]?.from ?? samples.length) - to),
    hertz: pitch(samples.subarray(from + 800, to - 800)),
  }));
}

function expectWords(heard: ReturnType<typeof runs>, { language, words }: Utterance): void {
  expect(heard).toHaveLength(words?.length ?? -1);
  for (const [i, { word }] of (words ?? []).entries())
    expect(
      Math.abs((heard[i]?.hertz ?? 0) - toneOf(language as ClipLanguage, word)),
      `${language} ${word}`,
    ).toBeLessThan(15);
}

describe('a clip pack', () => {
  it('says a call word by word in both languages, with a breath after the number', async () => {
    const voice = createVoice({
      path: '/nowhere',
      shelf: await shelf(),
      onSilent: reason => expect.unreachable(reason),
    });
    expect(voice.installed).toBe(true);
    for (const [label, counter] of [
      ['A015', 12],
      ['E907', 305],
    ] as const) {
      const plan = planOf(label, counter);
      const bytes = await voice.tryOut({ ...plan, chime: false }, null);
      const sound = decodeWav(bytes ?? new Uint8Array());
      expect(sound?.sampleRate).toBe(22_050);
      const heard = runs(sound?.samples ?? new Int16Array());
      const [zh, ug] = plan.utterances;
      if (zh === undefined || ug === undefined) throw new Error('no plan');
      expectWords(heard.slice(0, zh.words?.length), zh);
      expectWords(heard.slice(zh.words?.length), ug);
      for (const { lengthMs } of heard) expect(Math.abs(lengthMs - toneMs)).toBeLessThan(25);
      // 请 A 零 幺 五 号: after the fifth word of the number the voice breathes, between its digits it does not.
      const [afterWord, afterDigit, afterNumber] = [0, 2, 5].map(i => heard[i]?.pauseMs ?? 0);
      expect(afterNumber).toBeGreaterThan((afterDigit ?? 0) + 90);
      expect(afterDigit).toBeGreaterThan((afterWord ?? 0) + 20);
      expect(afterNumber).toBeLessThan(260);
      // Between the languages.
      expect(heard[(zh.words?.length ?? 0) - 1]?.pauseMs).toBeGreaterThan(300);
    }
  });

  it('that lacks a letter leaves those numbers to the program, or to the captions', async () => {
    const silent: string[] = [];
    const voice = createVoice({ path: '/nowhere', shelf: await shelf(), onSilent: reason => silent.push(reason) });
    expect(await voice.tryOut(planOf('Q001', 1), null)).toBeNull();
    expect(await voice.tryOut(planOf('A001', 1), 'another')).toBeNull();
    expect(silent).toEqual([]);
    const english = planOf('A001', 1, 'en');
    const both = await voice.tryOut({ ...english, chime: false }, null);
    expect(runs(decodeWav(both ?? new Uint8Array())?.samples ?? new Int16Array())).toHaveLength(9 + 8);
  });

  it('says in words what is wrong with it, and what is right can be used', async () => {
    const wav = (samples: Int16Array, sampleRate = 22_050) => encodeWav({ sampleRate, samples });
    const stereo = wav(new Int16Array(4000).fill(9000));
    new DataView(stereo.buffer).setUint16(22, 2, true);
    const eightBit = wav(new Int16Array(4000).fill(9000));
    new DataView(eightBit.buffer).setUint16(34, 8, true);
    const files = {
      'zh/0.wav': stereo,
      'zh/1.wav': eightBit,
      'zh/2.wav': wav(new Int16Array(9000)),
      'zh/3.wav': wav(new Int16Array(22_050 * 6).fill(9000)),
      'zh/4.wav': new TextEncoder().encode('this is text, not sound at all'),
      'zh/5.wav': wav(new Int16Array(900).fill(9000), 4000),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(pack, name), bytes);
    rmSync(join(pack, 'zh/6.wav'));
    const read = await shelf();
    const [report] = read.reports();
    expect(report?.problems).toEqual([
      'zh/0.wav (zh “请”): 2 channels; a clip has one (mono)',
      'zh/1.wav (zh “号”): 8 bits in format 1; a clip has 16 bits in plain PCM (format 1)',
      'zh/2.wav (zh “到”): nothing but silence',
      'zh/3.wav (zh “号窗口”): 6000 ms long; a word has 4000 ms at most',
      'zh/4.wav (zh “零”): this is no WAVE file',
      'zh/5.wav (zh “幺”): 4000 samples a second; 8000 to 192000 can be used',
      'zh/6.wav (zh “二”): the file is not there or cannot be read',
    ]);
    expect(report?.languages).toMatchObject([
      { language: 'zh', isWhole: false, missing: ['请', '号', '到', '号窗口', '零', '幺', '二'], letters: 'ABE' },
      { language: 'ug', isWhole: true, missing: [], letters: 'ABE' },
    ]);
    const [zh, ug] = planOf('A015', 12).utterances;
    if (zh === undefined || ug === undefined) throw new Error('no plan');
    expect(read.say(zh, null)).toBeNull();
    expectWords(runs(read.say(ug, null) ?? new Int16Array()), ug);
  });

  it('never leads out of its folder, and a manifest that is wrong is told apart from one that is not there', async () => {
    const manifest = JSON.parse(readFileSync(join(pack, 'manifest.json'), 'utf8')) as { languages: { zh: object } };
    manifest.languages.zh = { 请: '../../../etc/hosts.wav' };
    writeFileSync(join(pack, 'manifest.json'), JSON.stringify(manifest));
    expect((await shelf()).reports()[0]?.problems[0]).toContain('no .wav or .ogg file below the folder');
    writeFileSync(join(pack, 'manifest.json'), '{');
    expect((await shelf()).reports()[0]?.problems[0]).toContain('manifest.json: is no JSON');
    rmSync(join(pack, 'manifest.json'));
    expect((await shelf()).reports()[0]?.problems).toEqual(['manifest.json: is not there or cannot be read']);
    expect((await shelf()).canSpeak()).toBe(false);
  });

  it.skipIf(sox === null)('may hold Ogg files, as far as the program sox is there', async () => {
    if (sox === null) return;
    execFileSync(sox, [join(pack, 'zh/0.wav'), join(pack, 'zh/0.ogg')]);
    const text = readFileSync(join(pack, 'manifest.json'), 'utf8');
    writeFileSync(join(pack, 'manifest.json'), text.replace('zh/0.wav', 'zh/0.ogg'));
    const [zh] = planOf('A015', 12).utterances;
    if (zh === undefined) throw new Error('no plan');
    expectWords(runs((await shelf()).say(zh, 'tones') ?? new Int16Array()), zh);
    const without = createClipShelf({ folder, path: '/nowhere' });
    await without.load();
    expect(without.reports()[0]?.problems[0]).toMatch(/^zh\/0\.ogg .*save it as a WAVE file/);
  });
});

describe('pieces of sound', () => {
  it('are put together to the sample, and silence around a word does not count', () => {
    const word = new Int16Array(1000).fill(5000);
    const recorded = new Int16Array(3000);
    recorded.set(word, 1000);
    const trimmed = trimSilence(recorded);
    expect(trimmed.length).toBe(1000 + 2 * Math.round(0.012 * voiceRate));
    const joined = joinClips([
      { samples: word, pauseMs: 100 },
      { samples: word, pauseMs: 0 },
    ]);
    expect(joined.length).toBe(2000 + 2205);
    expect(joined.subarray(1000, 1000 + 2205).every(sample => sample === 0)).toBe(true);
    expect(joined[500]).toBe(5000);
    expect(Math.abs(joined[0] ?? 0)).toBeLessThan(100);
  });
});
