import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutRealTimeCommands } from './bitmap.ts';
import { joinBytes, processId, qrStore, rasterBand, realTimeStatus, recoverFromError } from './commands.ts';
import { bundledDrawing } from './drawing.ts';
import { encodeRows, maxSegmentBytes } from './encoder.ts';
import { toHex } from './hex.fixture.ts';
import { readBytes } from './independentDecoder.fixture.ts';
import { layoutSlip } from './layout.ts';
import type { SlipDocument, SlipLine } from './slip.ts';
import { plainTicketSlip, ticketSlip } from './ticketSlip.fixture.ts';

const zh = { size: 1, bold: false, direction: 'ltr', language: 'zh' } as const;

async function segmentsOf(slip: SlipDocument, qr: 'command' | 'dots'): Promise<Uint8Array[]> {
  const rows = await layoutSlip(slip, { drawing: bundledDrawing, qr });
  if (!rows.ok) throw new Error(rows.failure);
  return encodeRows(rows.value).map(segment => segment.bytes);
}

async function bytesOf(lines: SlipLine[], qr: 'command' | 'dots' = 'dots'): Promise<Uint8Array> {
  return joinBytes(await segmentsOf({ widthMm: 80, lines }, qr));
}

const head = '1B 40 1C 26 1B 52 00 1D 61 FF';
const cut = '1D 56 42 10';

describe('golden bytes', () => {
  it('of a centred, bold number of five times the size', async () => {
    const bytes = await bytesOf([{ kind: 'text', text: 'A017', align: 'center', ...zh, size: 5, bold: true }]);
    expect(toHex(bytes)).toBe(`${head} 1B 61 01 1D 21 44 1B 45 01 41 30 31 37 0A ${cut}`);
  });

  it('of a Chinese line', async () => {
    const bytes = await bytesOf([{ kind: 'text', text: '新疆维吾尔自治区政务服务大厅 A012', align: 'start', ...zh }]);
    expect(toHex(bytes)).toBe(
      `${head} D0 C2 BD AE CE AC CE E1 B6 FB D7 D4 D6 CE C7 F8 D5 FE CE F1 B7 FE CE F1 B4 F3 CC FC 20 41 30 31 32 0A ${cut}`,
    );
  });

  it('of columns, rules and feeds', async () => {
    const bytes = await bytesOf([
      { kind: 'columns', start: '等候', end: '6', ...zh },
      { kind: 'rule', style: 'dashed' },
      { kind: 'feed', mm: 40 },
    ]);
    const columns = `B5 C8 BA F2${' 20'.repeat(43)} 36 0A`;
    expect(toHex(bytes)).toBe(`${head} ${columns} ${Array(48).fill('2D').join(' ')} 0A 1B 4A FF 1B 4A 41 ${cut}`);
  });

  it('of QR data, whose length counts bytes', () => {
    expect(toHex(qrStore({ text: '号A012', moduleDots: 6, level: 'M' }))).toBe(
      '1D 28 6B 04 00 31 41 32 00 1D 28 6B 03 00 31 43 06 1D 28 6B 03 00 31 45 31 ' +
        '1D 28 6B 0A 00 31 50 30 E5 8F B7 41 30 31 32',
    );
  });

  it('of one band, the process id and the real-time commands', () => {
    const band = { strideBytes: 2, rows: 2, bytes: Uint8Array.of(0xff, 1, 2, 3), scale: 2 } as const;
    expect(toHex(rasterBand(band))).toBe('1D 76 30 03 02 00 02 00 FF 01 02 03');
    expect(toHex(processId('A1b2'))).toBe('1D 28 48 06 00 30 30 41 31 62 32');
    expect(toHex(realTimeStatus(4))).toBe('10 04 04');
    expect(toHex(recoverFromError)).toBe('10 05 02');
  });
});

describe('a slip', () => {
  it('is read back by an independent decoder', async () => {
    const segments = await segmentsOf(ticketSlip, 'dots');
    // Each segment alone consists of whole commands.
    const said = segments.flatMap(readBytes);
    const texts = said.flatMap(each => ('text' in each ? [each.text.trim()] : []));
    expect(texts).toContain('吐鲁番市政务服务大厅');
    expect(texts).toContain('A017');
    expect(said[0]).toEqual({ other: '1b40' });
    expect(said[1]).toEqual({ other: '1c26' });
    expect(said.at(-1)).toEqual({ other: '1d564210' });
    for (const each of said) if ('band' in each) expect(each.band.rows).toBeLessThanOrEqual(24);
    for (const segment of segments) expect(segment.length).toBeLessThanOrEqual(maxSegmentBytes - 16);
  });

  it('costs a line little: text ≤ 720 bytes, with Uyghur and QR under a sixth of a picture', async () => {
    const plain = joinBytes(await segmentsOf(plainTicketSlip, 'dots'));
    const full = joinBytes(await segmentsOf(ticketSlip, 'dots'));
    const picture = (576 / 8) * 116.5 * 8;
    expect(plain.length).toBeLessThanOrEqual(720);
    expect(full.length / picture).toBeLessThan(1 / 6);
  });

  it('uses the printer’s own QR only when told to', async () => {
    const qr: SlipLine = { kind: 'qr', text: 'x', moduleDots: 5, level: 'Q', align: 'center', label: '' };
    expect(toHex(await bytesOf([qr], 'command'))).toContain('1D 28 6B');
    expect(toHex(await bytesOf([qr], 'dots'))).not.toContain('1D 28 6B');
  });

  it('refuses a QR text that no code can hold', async () => {
    const qr: SlipLine = { kind: 'qr', text: 'x'.repeat(4000), moduleDots: 5, level: 'H', align: 'center', label: '' };
    const laid = await layoutSlip({ widthMm: 80, lines: [qr] }, { drawing: bundledDrawing, qr: 'dots' });
    expect(laid).toEqual({ ok: false, failure: 'qr-too-long' });
  });

  it('is always whole commands, whatever the text says', async () => {
    const line = fc.record({
      kind: fc.constant('text' as const),
      text: fc.string({ unit: fc.constantFrom(...'ab1请号，\u001b\u0010\u0004\u001d\u0000\n\u200f€') }),
      align: fc.constantFrom('start' as const, 'center' as const, 'end' as const),
      size: fc.integer({ min: -1, max: 9 }),
      bold: fc.boolean(),
      direction: fc.constantFrom('ltr' as const, 'rtl' as const),
      language: fc.constant('zh'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom(58 as const, 80 as const),
        async (lines, widthMm) => {
          for (const segment of await segmentsOf({ widthMm, lines }, 'dots')) readBytes(segment);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('image data', () => {
  it('never says DLE EOT, DLE ENQ or DLE DC4', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0x04, 0x05, 0x10, 0x14, 0x18)), bytes => {
        const hex = toHex(withoutRealTimeCommands(Uint8Array.from(bytes)));
        expect(hex).not.toMatch(/10 (04|05|14)/);
      }),
    );
  });
});
