import { beijingTime, businessDayAt } from '../../hall/domain/businessDay.ts';
import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import type { OwnAppointment } from '../../hall/domain/kioskAppointments.ts';
import { spacedCode } from '../../hall/domain/spacedCode.ts';
import type { SlipDocument, SlipLine } from '../../native/printer/slip.ts';

const zh = { size: 1, bold: false, direction: 'ltr', language: 'zh' } as const;
const ug = { size: 1, bold: false, direction: 'rtl', language: 'ug' } as const;
const center = { kind: 'text', align: 'center' } as const;

/** The slip of an appointment: day, time and code. No name and no document number is on it; the Uyghur wording is a draft. */
export function appointmentSlip(content: {
  own: OwnAppointment;
  setup: HallSetup;
  widthMm: 58 | 80;
  demonstration: boolean;
}): SlipDocument {
  const { own, setup } = content;
  const { helpLine } = setup.appointments;
  const lines: (SlipLine | null)[] = [
    { ...center, ...zh, bold: true, text: setup.hall.name.zh },
    setup.hall.name.ug === null ? null : { ...center, ...ug, text: setup.hall.name.ug },
    { kind: 'rule', style: 'dashed' },
    { ...center, ...zh, size: 2, text: '预约凭条' },
    { ...center, ...ug, text: 'زاكاز تالونى' },
    { ...center, ...zh, size: 2, bold: true, text: businessDayAt(own.startsAt) },
    { ...center, ...zh, size: 3, bold: true, text: `${beijingTime(own.startsAt)}–${beijingTime(own.endsAt)}` },
    { ...center, ...zh, size: 2, text: own.queueName.zh },
    own.queueName.ug === null ? null : { ...center, ...ug, text: own.queueName.ug },
    { kind: 'columns', ...zh, start: '预约号', end: spacedCode(own.code) },
    { kind: 'qr', text: own.code, moduleDots: 5, level: 'M', align: 'center', label: own.code },
    { ...center, ...ug, text: 'كەلگەندە مۇشۇ نومۇر ياكى كىملىك بىلەن تىزىملىتىڭ' },
    { ...center, ...zh, text: '到大厅后请凭预约号或身份证签到取号' },
    helpLine === null ? null : { kind: 'columns', ...zh, start: '咨询电话', end: helpLine },
    content.demonstration ? { ...center, ...zh, text: '演示票，无效' } : null,
  ];
  return { widthMm: content.widthMm, lines: lines.filter(line => line !== null) };
}
