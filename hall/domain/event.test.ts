import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBodies, eventVersions, type LoggedEvent, loggedEventSchema, readEvent } from './event.ts';

const base: LoggedEvent = loggedEventSchema.parse({
  id: '018f4a5e-0000-7000-8000-0000000000ff',
  stream: '018f4a5e-0000-7000-8000-0000000000fe',
  seq: 1,
  dev: 'kiosk-1',
  hall: 1,
  hlc: '117657619660800499',
  bday: '2026-11-22',
  type: 'ticket.printed',
  v: 1,
  prev: '',
  body: { ticket: '018f4a5e-0000-7000-8000-000000000001', job: '018f4a5e-0000-7000-8000-0000000000aa' },
});

describe('reading an event', () => {
  it('knows its own types and drops what the schema does not name', () => {
    const reading = readEvent({ ...base, body: { ...base.body, extra: 1 } });
    expect(reading).toEqual({ is: 'known', event: base });
  });

  it('keeps types and versions of a newer program', () => {
    expect(readEvent({ ...base, type: 'ticket.teleported' })).toEqual({ is: 'unknown' });
    expect(readEvent({ ...base, v: 2, body: { anything: true } })).toEqual({ is: 'unknown' });
    for (const type of ['toString', '__proto__', 'constructor'])
      expect(readEvent({ ...base, type }).is).toBe('unknown');
  });

  it('calls a wrong body poison and says why', () => {
    const reading = readEvent({ ...base, body: { ticket: 'x' } });
    expect(reading).toMatchObject({ is: 'poison' });
    expect(reading.is === 'poison' && reading.reason.length > 0 && reading.reason.length <= 500).toBe(true);
  });

  it('never throws, whatever the body', () => {
    const type = fc.constantFrom(...Object.keys(eventBodies), 'other');
    fc.assert(
      fc.property(type, fc.dictionary(fc.string(), fc.anything()), (type, body) => {
        expect(['known', 'unknown', 'poison']).toContain(readEvent({ ...base, type, body }).is);
      }),
    );
  });

  it('has a version for every type', () => {
    expect(Object.keys(eventVersions).sort()).toEqual(Object.keys(eventBodies).sort());
  });

  it('has no field for a name or an ID number anywhere', () => {
    for (const body of Object.values(eventBodies))
      for (const field of Object.keys(body.shape)) expect(field).not.toMatch(/name|idNumber|person|address|phone/i);
  });
});

describe('envelope', () => {
  it('refuses what would break identity or order', () => {
    for (const change of [
      { seq: 0 },
      { seq: 1.5 },
      { stream: 'x' },
      { hlc: '-1' },
      { hlc: '01' },
      { bday: 'today' },
      { prev: 'x'.repeat(25) },
      { body: [] },
    ])
      expect([change, loggedEventSchema.safeParse({ ...base, ...change }).success]).toEqual([change, false]);
  });
});
