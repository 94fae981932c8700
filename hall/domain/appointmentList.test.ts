import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAppointmentList } from './appointmentList.ts';
import { joinCsv, splitCsv } from './csv.ts';
import { hallSetupSchema } from './hallSetup.ts';

const example = JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8'));
const setup = hallSetupSchema.parse({ ...example, appointments: { queues: [{ queue: 'tax' }] } });
const csv = (text: string) => readAppointmentList({ format: 'csv', text, setup });
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('CSV', () => {
  it('reads back what it writes', () => {
    const cells = fc
      .string()
      .filter(text => text.trim() !== '' && !/^[=+\-@\t\r]/.test(text) && !text.includes('\uFEFF'));
    const rows = fc.array(fc.array(cells, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, list => {
        expect(splitCsv(joinCsv([['a', 'b'], ...list])).map(row => row.cells)).toEqual([['a', 'b'], ...list]);
      }),
    );
  });

  it('lets no cell become a formula', () => {
    expect(joinCsv([['=1+1', '@x', 3]])).toBe("'=1+1,'@x,3\r\n");
  });
});

describe('day list', () => {
  it('is read with the names and forms people use', () => {
    const lines = csv(
      '\uFEFF业务;日期;时间;姓名;身份证号;预约号\r\n税务;2026/11/24;9:30-10:00;张三;11010519491231002x;770012\r\nE;2026-1-4;10：00;;;\r\n',
    );
    expect(lines).toMatchObject([
      {
        line: 2,
        is: 'read',
        listed: { startsAt: at('2026-11-24T09:30'), name: '张三', idNumber: '11010519491231002X', code: '770012' },
      },
      {
        line: 3,
        is: 'read',
        listed: { queue: { id: 'tax' }, startsAt: at('2026-01-04T10:00'), name: null, idNumber: null, code: null },
      },
    ]);
  });

  it('says of every wrong line what is wrong with it', () => {
    const head = 'queue,date,time,id_number,code\n';
    const problems = (rows: string) => csv(head + rows).map(line => (line.is === 'wrong' ? line.problem : 'read'));
    expect(
      problems(
        'nowhere,2026-11-24,10:00\nA,2026-11-24,10:00\ntax,24.11.2026,10:00\ntax,2026-02-30,10:00\ntax,2026-11-24,25:00\ntax,2026-11-24,10:00,110105194912310021\ntax,2026-11-24,10:00,,12\n\ntax,2026-11-24,10:00',
      ),
    ).toEqual([
      'unknown_queue',
      'no_appointments',
      'bad_day',
      'bad_day',
      'bad_time',
      'bad_id_number',
      'bad_code',
      'read',
    ]);
    expect(csv(`${head}x\n\n"a\nb",1\nx`).map(({ line }) => line)).toEqual([2, 4, 6]);
  });

  it('is refused as a whole when it is no list', () => {
    expect(csv('name,date\nx,y')).toEqual([{ line: 1, is: 'wrong', problem: 'unreadable' }]);
    expect(readAppointmentList({ format: 'json', text: '{', setup })).toEqual([
      { line: 1, is: 'wrong', problem: 'unreadable' },
    ]);
    expect(
      readAppointmentList({
        format: 'json',
        text: '[{"queue":"tax","date":"2026-11-24","time":"10:00","code":770012}]',
        setup,
      }),
    ).toMatchObject([{ line: 1, is: 'read', listed: { code: '770012' } }]);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('csv' as const, 'json' as const), (text, format) => {
        expect(Array.isArray(readAppointmentList({ format, text, setup }))).toBe(true);
      }),
    );
  });
});
