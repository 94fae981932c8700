import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSetupDocument } from './setupProblem.ts';

type Document = { [key: string]: never } & { queues: Record<string, unknown>[]; counters: Record<string, unknown>[] };
const example = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8')) as Document;
const problemsOf = (change: (document: Document) => void) => {
  const document = example();
  change(document);
  const read = readSetupDocument(document);
  return read.ok ? [] : read.problems.map(({ path, code, min, max }) => ({ at: path.join('.'), code, min, max }));
};
const none = { min: null, max: null };

describe('a set-up that cannot be read', () => {
  it('says which field it is and what is wrong there', () => {
    expect(problemsOf(({ queues }) => void (queues[1]!['letter'] = 'A'))).toEqual([
      { at: 'queues.1.letter', code: 'twice', ...none },
    ]);
    expect(problemsOf(({ queues }) => void (queues[0]!['letter'] = 'ab'))).toEqual([
      { at: 'queues.0.letter', code: 'format', ...none },
    ]);
    expect(problemsOf(({ queues }) => void (queues[0]!['name'] = { zh: '', ug: null, en: null }))).toEqual([
      { at: 'queues.0.name.zh', code: 'missing', min: 1, max: null },
    ]);
    expect(problemsOf(({ queues }) => void (queues[0]!['quotaPerDay'] = 0))).toEqual([
      { at: 'queues.0.quotaPerDay', code: 'range', min: 1, max: null },
    ]);
    expect(problemsOf(({ counters }) => void (counters[0]!['number'] = 1000))).toEqual([
      { at: 'counters.0.number', code: 'range', min: null, max: 999 },
    ]);
    expect(problemsOf(({ queues }) => void (queues[0]!['area'] = 'nowhere'))).toEqual([
      { at: 'queues.0.area', code: 'unknown', ...none },
    ]);
    const slots = [
      { from: '10:00', to: '12:00', most: 5 },
      { from: '11:00', to: '13:00', most: 5 },
    ];
    expect(problemsOf(({ queues }) => void (queues[0]!['slotQuotas'] = slots))).toEqual([
      { at: 'queues.0.slotQuotas.1.from', code: 'overlap', ...none },
    ]);
    expect(problemsOf(({ counters }) => void counters.splice(0))).toEqual([
      { at: 'counters', code: 'missing', min: 1, max: null },
    ]);
  });

  it('never makes the reader throw, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('queues', 'counters', 'hall', 'services', 'calling'), (value, key) => {
        for (const document of [value, { ...example(), [key]: value }]) {
          const read = readSetupDocument(document);
          if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
