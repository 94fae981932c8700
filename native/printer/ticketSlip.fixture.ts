import type { SlipDocument, SlipLine } from './slip.ts';

const zh = { size: 1, bold: false, direction: 'ltr', language: 'zh' } as const;
const ug = { size: 1, bold: false, direction: 'rtl', language: 'ug' } as const;

/** Isolated, so that a number keeps its own order inside of an Uyghur sentence. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

const chinese: SlipLine[] = [
  { kind: 'text', text: '吐鲁番市政务服务大厅', align: 'center', ...zh, bold: true, size: 2 },
  { kind: 'rule', style: 'solid' },
  { kind: 'text', text: 'A017', align: 'center', ...zh, size: 5, bold: true },
  { kind: 'feed', mm: 2 },
  { kind: 'text', text: '不动产登记', align: 'center', ...zh, size: 2 },
  { kind: 'columns', start: '前面等候', end: '6 人', ...zh },
  { kind: 'columns', start: '取号时间', end: '2026-03-05 10:32', ...zh },
];

const footer: SlipLine[] = [
  { kind: 'rule', style: 'dashed' },
  { kind: 'text', text: '请留意叫号与屏幕显示，过号请到导办台。', align: 'center', ...zh },
];

const qr: SlipLine = {
  kind: 'qr',
  text: 'https://hall.example/t/8Q2M-4F7K-A017',
  moduleDots: 6,
  level: 'M',
  align: 'center',
  label: '扫码查看进度',
};

/** A number slip in Chinese and Uyghur with its QR code, as a hall would print it. */
export const ticketSlip: SlipDocument = {
  widthMm: 80,
  lines: [
    ...chinese.slice(0, 1),
    { kind: 'text', text: 'تۇرپان شەھەرلىك مەمۇرىي مۇلازىمەت زالى', align: 'center', ...ug },
    ...chinese.slice(1, 5),
    { kind: 'text', text: 'كۆچمەس مۈلۈكنى تىزىملاش', align: 'center', ...ug, bold: true },
    { kind: 'feed', mm: 1 },
    ...chinese.slice(5),
    { kind: 'text', text: `ئالدىڭىزدا ${isolated('6')} ئادەم ساقلاۋاتىدۇ`, align: 'start', ...ug },
    qr,
    ...footer,
    { kind: 'text', text: 'نومۇرىڭىز چاقىرىلغاندا كۆزنەككە بېرىڭ', align: 'center', ...ug },
  ],
};

/** The same slip where only Chinese is wanted and the number is enough: nothing has to be drawn. */
export const plainTicketSlip: SlipDocument = { widthMm: 80, lines: [...chinese, ...footer] };
