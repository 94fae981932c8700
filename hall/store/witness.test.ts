import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { businessDaySchema } from '../domain/businessDay.ts';
import { hlcSchema } from '../domain/event.ts';
import { queueIdSchema, requestIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { crc32 } from './crc32.ts';
import { openWitness, readWitness } from './witness.ts';
import { decodeWitnessRecord, encodeWitnessRecord, type WitnessRecord, witnessRecordBytes } from './witnessRecord.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-witness-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, 'deep', 'witness.journal');

function record(ordinal: number, change: Partial<WitnessRecord> = {}): WitnessRecord {
  return {
    bday: businessDaySchema.parse('2026-11-22'),
    series: 'K',
    letter: 'A',
    ordinal,
    ticket: ticketIdSchema.parse(randomUUID()),
    requestId: requestIdSchema.parse(randomUUID()),
    queue: queueIdSchema.parse('household'),
    language: 'ug',
    priority: 3,
    issuedAt: Date.UTC(2026, 10, 22, 2),
    hlc: hlcSchema.parse('117657619660800499'),
    code: '000123',
    ...change,
  };
}

describe('a witness record', () => {
  it('comes back word for word', () => {
    const arbitrary = fc.record({
      bday: fc.constantFrom('1970-01-01', '2026-11-22', '2099-12-31').map(day => businessDaySchema.parse(day)),
      series: fc.constantFrom('shared', 'K', 'KX'),
      letter: fc.constantFrom('A', 'Z'),
      ordinal: fc.integer({ min: 1, max: 0xffffffff }),
      requestId: fc.option(fc.uuid().map(id => requestIdSchema.parse(id))),
      queue: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).map(id => queueIdSchema.parse(id)),
      language: fc.constantFrom('zh' as const, 'ug' as const, 'en' as const),
      priority: fc.integer({ min: 0, max: 9 }),
      issuedAt: fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }),
      hlc: fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map(reading => hlcSchema.parse(String(reading))),
      code: fc.integer({ min: 0, max: 999_999 }).map(code => String(code).padStart(6, '0')),
    });
    fc.assert(
      fc.property(arbitrary, change => {
        const one = record(1, change);
        const bytes = encodeWitnessRecord(one);
        expect(bytes).toHaveLength(witnessRecordBytes);
        expect(decodeWitnessRecord(bytes)).toEqual(one);
      }),
    );
  });

  it('is nothing with any bit flipped', () => {
    const bytes = encodeWitnessRecord(record(7));
    for (let bit = 0; bit < witnessRecordBytes * 8; bit += 1) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeWitnessRecord(flipped)).toBeNull();
    }
    expect(decodeWitnessRecord(new Uint8Array(witnessRecordBytes))).toBeNull();
    expect(decodeWitnessRecord(bytes.subarray(0, 10))).toBeNull();
  });

  it('is guarded by the CRC everybody knows', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('the witness journal', () => {
  it('keeps its records over restarts and says whether it was there', () => {
    const first = openWitness(path());
    expect(first.exists()).toBe(false);
    const written = [1, 2, 3].map(ordinal => record(ordinal));
    for (const one of written) first.append([one]);
    first.close();
    const second = openWitness(path());
    expect(second.exists()).toBe(true);
    expect(second.records()).toEqual(written);
    expect(second.holds(written[1]!.ticket)).toBe(true);
    expect(second.holds(ticketIdSchema.parse(randomUUID()))).toBe(false);
    const next = record(4);
    second.append([next]);
    second.close();
    expect(readWitness(path()).records).toEqual([...written, next]);
  });

  it('writes over a torn tail and steps over damage in the middle', () => {
    const journal = openWitness(path());
    const written = [1, 2, 3, 4].map(ordinal => record(ordinal));
    for (const one of written) journal.append([one]);
    journal.close();
    const bytes = readFileSync(path());
    bytes[witnessRecordBytes + 50] = (bytes[witnessRecordBytes + 50] ?? 0) ^ 0xff;
    bytes.fill(0, witnessRecordBytes * 3 + 80, witnessRecordBytes * 4);
    writeFileSync(path(), bytes);
    truncateSync(path(), witnessRecordBytes * 4 + 33);
    const again = openWitness(path());
    expect(again.records()).toEqual([written[0], written[2]]);
    const next = record(5);
    again.append([next]);
    again.close();
    expect(readWitness(path()).records).toEqual([written[0], written[2], next]);
  });

  it('reads random bytes without a word', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), bytes => {
        writeFileSync(join(folder, 'noise'), bytes);
        expect(readWitness(join(folder, 'noise')).records).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('is rewritten when it has grown, without the days that are over', () => {
    const old = Array.from({ length: 30_000 }, (_, i) =>
      record(i + 1, { bday: businessDaySchema.parse(`2026-0${1 + (i % 6)}-01`), queue: queueIdSchema.parse('old') }),
    );
    const recent = [30_001, 30_002].map(ordinal => record(ordinal));
    const lone = record(4, { letter: 'B', bday: businessDaySchema.parse('2026-01-01') });
    openWitness(path()).close();
    writeFileSync(path(), Buffer.concat([lone, ...old, ...recent].map(encodeWitnessRecord)));
    const journal = openWitness(path());
    journal.close();
    expect(statSync(path()).size).toBeLessThan(1_000_000);
    const { records } = readWitness(path());
    expect(records.at(-1)).toEqual(recent[1]);
    expect(records).toContainEqual(lone);
    expect(records.some(one => one.bday === '2026-02-01')).toBe(false);
  });
});
