import { describe, expect, it } from 'vitest';
import { loadDrawing } from './drawing.ts';
import { layoutSlip } from './layout.ts';
import { paperBitmap, paperPng } from './paper.ts';
import { paperQr } from './paperQr.fixture.ts';
import { slipPreview } from './slipPreview.ts';
import { slipText } from './slipText.ts';
import { plainTicketSlip, ticketSlip } from './ticketSlip.fixture.ts';

describe('one description', () => {
  it('becomes plain words', () => {
    expect(slipText(ticketSlip).split('\n')).toEqual([
      '吐鲁番市政务服务大厅',
      'تۇرپان شەھەرلىك مەمۇرىي مۇلازىمەت زالى',
      'A017',
      '不动产登记',
      'كۆچمەس مۈلۈكنى تىزىملاش',
      '前面等候 6 人',
      '取号时间 2026-03-05 10:32',
      'ئالدىڭىزدا 6 ئادەم ساقلاۋاتىدۇ',
      '扫码查看进度: https://hall.example/t/8Q2M-4F7K-A017',
      '请留意叫号与屏幕显示，过号请到导办台。',
      'نومۇرىڭىز چاقىرىلغاندا كۆزنەككە بېرىڭ',
    ]);
  });

  it.each([80, 58] as const)('becomes a picture of %i mm paper whose QR reads', async widthMm => {
    const paper = await slipPreview({ ...ticketSlip, widthMm });
    if (!paper.ok) throw new Error(paper.failure);
    expect(paper.value.widthDots).toBe(widthMm === 80 ? 576 : 384);
    expect(paperQr(await paperBitmap(paper.value))).toBe('https://hall.example/t/8Q2M-4F7K-A017');
    expect([...(await paperPng(paper.value)).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  it('loads nothing that draws when everything can be spelled', async () => {
    const laid = await layoutSlip(plainTicketSlip, {
      drawing: () => {
        throw new Error('not needed');
      },
      qr: 'dots',
    });
    expect(laid.ok).toBe(true);
  });

  it('says so when it cannot be drawn', async () => {
    const drawing = () => loadDrawing({ arabic: '/nowhere', chinese: '/nowhere' });
    expect(await layoutSlip(ticketSlip, { drawing, qr: 'dots' })).toEqual({ ok: false, failure: 'drawing-failed' });
  });
});
