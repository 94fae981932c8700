import { z } from 'zod';
import type { ImportProblem } from './appointmentApi.ts';
import { type BookingCode, bookingCodeSchema } from './bookingCode.ts';
import { splitCsv } from './csv.ts';
import type { HallSetup, Queue } from './hallSetup.ts';
import { isIdNumber } from './idNumber.ts';

/** One line of a day list from elsewhere, read but not booked. */
export type ListedAppointment = {
  queue: Queue;
  startsAt: number;
  name: string | null;
  idNumber: string | null;
  code: BookingCode | null;
};
export type ListLine = { line: number } & (
  | { is: 'read'; listed: ListedAppointment }
  | { is: 'wrong'; problem: ImportProblem }
);

/** Column names by field, in the words of the lists that are sent around. */
const columnNames: Record<Field, readonly string[]> = {
  queue: ['queue', '业务', '队列', '事项'],
  date: ['date', '日期', '预约日期'],
  time: ['time', '时间', '时段', '预约时间', '预约时段'],
  name: ['name', '姓名'],
  idNumber: ['id_number', 'idnumber', '身份证号', '身份证号码', '证件号码'],
  code: ['code', '预约号', '预约码'],
};
type Field = 'queue' | 'date' | 'time' | 'name' | 'idNumber' | 'code';
type Fields = Partial<Record<Field, string>>;

const jsonListSchema = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))).max(2_000);
const fieldOf = (column: string): Field | null => {
  const name = column.trim().toLowerCase();
  const entry = Object.entries(columnNames).find(([, names]) => names.includes(name));
  return entry === undefined ? null : (entry[0] as Field);
};

/** `2026-11-24`, `2026/11/24`, `2026.1.4` → `2026-11-24`; null when it is no day. */
function dayOf(text: string): string | null {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (parts === null) return null;
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  return z.iso.date().safeParse(day).success ? day : null;
}

/** `9:30`, `09：30`, and the beginning of `09:30-10:00` → `09:30`; null when it is no time. */
function timeOf(text: string): string | null {
  const parts = /^(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?:\s*[-–~至].*)?$/.exec(text);
  const time = parts === null ? '' : `${parts[1]?.padStart(2, '0')}:${parts[2]}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null;
}

function findQueueNamed({ queues }: HallSetup, name: string): Queue | null {
  const same = ({ id, letter, name: { zh, ug, en } }: Queue) => [id, letter, zh, ug, en].includes(name);
  return queues.find(same) ?? null;
}

function read(fields: Fields, setup: HallSetup): { listed: ListedAppointment } | { problem: ImportProblem } {
  const text = (field: Field) => (fields[field] ?? '').trim();
  const queue = findQueueNamed(setup, text('queue'));
  if (queue === null) return { problem: 'unknown_queue' };
  if (!setup.appointments.queues.some(rule => rule.queue === queue.id)) return { problem: 'no_appointments' };
  const day = dayOf(text('date'));
  if (day === null) return { problem: 'bad_day' };
  const time = timeOf(text('time'));
  if (time === null) return { problem: 'bad_time' };
  const idNumber = text('idNumber').toUpperCase();
  if (idNumber !== '' && !isIdNumber(idNumber)) return { problem: 'bad_id_number' };
  const code = text('code') === '' ? null : bookingCodeSchema.safeParse(text('code'));
  if (code !== null && !code.success) return { problem: 'bad_code' };
  const startsAt = Date.parse(`${day}T${time}:00+08:00`);
  const name = text('name') === '' ? null : text('name');
  const known = { queue, startsAt, name, idNumber: idNumber === '' ? null : idNumber };
  return { listed: { ...known, code: code === null ? null : code.data } };
}

function csvRecords(text: string): readonly { line: number; fields: Fields }[] | null {
  const [head, ...rows] = splitCsv(text);
  const columns = head?.cells.map(fieldOf) ?? [];
  if (!(['queue', 'date', 'time'] as const).every(needed => columns.includes(needed))) return null;
  return rows.map(({ line, cells }) => ({
    line,
    fields: Object.fromEntries(columns.flatMap((field, at) => (field === null ? [] : [[field, cells[at] ?? '']]))),
  }));
}

function jsonRecords(text: string): readonly { line: number; fields: Fields }[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const list = jsonListSchema.safeParse(value);
  if (!list.success) return null;
  return list.data.map((record, at) => ({
    line: at + 1,
    fields: Object.fromEntries(
      Object.entries(record).flatMap(([column, cell]) => {
        const field = fieldOf(column);
        return field === null || cell === null ? [] : [[field, String(cell)]];
      }),
    ),
  }));
}

/** Reads a day list. Lines of CSV count as an editor counts them (the heading is line 1), those of JSON from 1. */
export function readAppointmentList(request: {
  format: 'csv' | 'json';
  text: string;
  setup: HallSetup;
}): readonly ListLine[] {
  const { format, text, setup } = request;
  const records = format === 'csv' ? csvRecords(text) : jsonRecords(text);
  if (records === null) return [{ line: 1, is: 'wrong', problem: 'unreadable' }];
  return records.map(({ line, fields }) => {
    const outcome = read(fields, setup);
    return 'listed' in outcome
      ? { line, is: 'read', listed: outcome.listed }
      : { line, is: 'wrong', problem: outcome.problem };
  });
}
