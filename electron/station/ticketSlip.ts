import { beijingTime, businessDayAt } from '../../hall/domain/businessDay.ts';
import type { Matter } from '../../hall/domain/hallApi.ts';
import { findQueue, type HallSetup, type Queue } from '../../hall/domain/hallSetup.ts';
import type { Text } from '../../hall/domain/language.ts';
import { publicQueueName } from '../../hall/domain/publicName.ts';
import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import type { IssuedNumber } from '../../hall/store/hallStore.ts';
import type { SlipDocument, SlipLine } from '../../native/printer/slip.ts';

type Wording = { size: number; bold: boolean };
const zh = ({ size, bold }: Wording) => ({ size, bold, direction: 'ltr', language: 'zh' }) as const;
const ug = ({ size, bold }: Wording) => ({ size, bold, direction: 'rtl', language: 'ug' }) as const;
const plain: Wording = { size: 1, bold: false };

function waitWords(wait: WaitingEstimate): string {
  switch (wait.at) {
    case 'now':
      return '马上';
    case 'upTo':
      return `${wait.minutes} 分钟以内`;
    case 'range':
      return `约 ${wait.from}–${wait.to} 分钟`;
    case 'over':
      return `${wait.minutes} 分钟以上`;
  }
}

/**
 * The slip of one ticket. It is language-neutral where it matters (the number, large) and bilingual elsewhere; no name
 * and no document number is ever on it. The Uyghur wording is a draft until a native reader has approved it.
 */
export function ticketSlip(content: {
  number: IssuedNumber;
  queue: Queue;
  setup: HallSetup;
  counters: readonly number[];
  /** Further matters of the same number, in their order. */
  also: readonly Matter[];
  /** Its priority class, so that the clerk can ask for what it rests on. */
  className: Text | null;
  ahead: { count: number; atLeast: boolean };
  wait: WaitingEstimate | null;
  qr: string;
  /** The slot of an appointment, UTC epoch ms. */
  appointmentAt: number | null;
  widthMm: 58 | 80;
  copy: boolean;
  demonstration: boolean;
}): SlipDocument {
  const { number, queue, setup, ahead } = content;
  const name = publicQueueName(setup, queue);
  /** The code opens the page of the hub that follows this number. */
  const isPage = content.qr.startsWith('http');
  const isBeforeSlot = content.appointmentAt !== null && content.appointmentAt > number.issuedAt;
  const center = { kind: 'text', align: 'center' } as const;
  const lines: (SlipLine | null)[] = [
    { ...center, ...zh({ size: 1, bold: true }), text: setup.hall.name.zh },
    setup.hall.name.ug === null ? null : { ...center, ...ug(plain), text: setup.hall.name.ug },
    content.copy ? { ...center, ...zh({ size: 1, bold: true }), text: '补打 COPY' } : null,
    { kind: 'rule', style: 'dashed' },
    { ...center, ...zh({ size: 5, bold: true }), text: number.label },
    name === null ? null : { ...center, ...zh({ size: 2, bold: false }), text: name.zh },
    name === null || name.ug === null ? null : { ...center, ...ug(plain), text: name.ug },
    content.className === null ? null : { ...center, ...zh(plain), text: `优先：${content.className.zh}` },
    ...matterLines(content.also, setup),
    {
      kind: 'columns',
      ...zh(plain),
      start: isBeforeSlot ? '到点优先叫号' : `前面 ${ahead.atLeast ? '至少 ' : ''}${ahead.count} 人`,
      end: `${content.counters.join('、')} 号窗口`,
    },
    content.wait === null || isBeforeSlot
      ? null
      : { kind: 'columns', ...zh(plain), start: '预计等候', end: waitWords(content.wait) },
    {
      kind: 'columns',
      ...zh(plain),
      start: '取号时间',
      end: `${businessDayAt(number.issuedAt)} ${beijingTime(number.issuedAt)}`,
    },
    content.appointmentAt === null
      ? null
      : { kind: 'columns', ...zh({ size: 1, bold: true }), start: '预约时间', end: beijingTime(content.appointmentAt) },
    { kind: 'columns', ...zh(plain), start: '评价码', end: number.code },
    { kind: 'qr', text: content.qr, moduleDots: 4, level: 'M', align: 'center', label: `${number.label} 号票` },
    isPage ? { ...center, ...zh(plain), text: '扫码在手机上看还要等多久' } : null,
    isPage ? { ...center, ...ug(plain), text: 'سىكانېرلاپ نۆۋىتىڭىزنى تېلېفوندا كۆرۈڭ' } : null,
    { ...center, ...ug(plain), text: 'نومۇرىڭىز چاقىرىلغاندا كۆزنەككە كېلىڭ' },
    { ...center, ...zh(plain), text: '请留意叫号，过号请到服务台' },
    content.demonstration ? { ...center, ...zh(plain), text: '演示票，无效' } : null,
  ];
  return { widthMm: content.widthMm, lines: lines.filter(line => line !== null) };
}

/** The list of what else the number is for, so that nobody has to remember it and the next clerk can read it. */
function matterLines(also: readonly Matter[], setup: HallSetup): SlipLine[] {
  if (also.length === 0) return [];
  return [
    { kind: 'text', align: 'start', ...zh({ size: 1, bold: true }), text: '一号多事，依次办理：' },
    ...also.map(({ queue: id, letter, counters }, at): SlipLine => {
      const queue = findQueue(setup, id);
      const name = queue === null ? null : publicQueueName(setup, queue);
      const start = `${at + 2}. ${name?.zh ?? letter}`;
      return { kind: 'columns', ...zh(plain), start, end: `${counters.join('、')} 号窗口` };
    }),
  ];
}
