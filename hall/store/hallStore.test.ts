import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { businessDaySchema } from '../domain/businessDay.ts';
import type { KnownEvent } from '../domain/event.ts';
import { requestIdSchema, ticketIdSchema } from '../domain/ids.ts';
import type { HallStore, IssuedNumber } from './hallStore.ts';
import { counterDrafts, foreignEvents } from './testEvents.fixture.ts';
import { issueRequest, makeTestHall, morning, type TestHall } from './testHall.fixture.ts';

const halls: TestHall[] = [];
const stores: HallStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const hall of halls.splice(0)) hall.remove();
});
function hallOf(role: 'hub' | 'kiosk') {
  const hall = makeTestHall(role, `${role}-1`);
  halls.push(hall);
  const open = () => {
    const store = hall.open();
    stores.push(store);
    return store;
  };
  return { hall, open, store: open() };
}
function issued(store: HallStore, change: Parameters<typeof issueRequest>[0]): IssuedNumber {
  const answer = store.issue(issueRequest(change));
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}
const today = businessDaySchema.parse('2026-11-22');

describe('issuing', () => {
  it('counts each series of each letter by itself', () => {
    const { store } = hallOf('hub');
    const labels = [
      issued(store, { series: 'shared' }),
      issued(store, { series: 'shared' }),
      issued(store, { series: 'shared', letter: 'B' }),
      issued(store, { series: 'K' }),
    ].map(number => number.label);
    expect(labels).toEqual(['A001', 'A002', 'B001', 'AK001']);
  });

  it('answers the same ticket and the same request with the first number', () => {
    const { store, hall } = hallOf('kiosk');
    const request = issueRequest({});
    const first = store.issue(request);
    expect(store.issue(request)).toEqual(first);
    expect(store.issue({ ...issueRequest({}), requestId: request.requestId })).toEqual(first);
    expect(store.issue({ ...issueRequest({}), ticket: request.ticket, requestId: null })).toEqual(first);
    expect(store.openPrintJobs()).toHaveLength(1);
    store.close();
    const again = hall.open();
    stores.push(again);
    expect(again.issue(request)).toEqual(first);
    expect(again.findByRequest(request.requestId!)).toEqual(first.ok && first.value);
    expect(again.findByRequest(requestIdSchema.parse(randomUUID()))).toBeNull();
  });

  it('gives numbers together in the order they were asked for, each request once', () => {
    const { store } = hallOf('kiosk');
    const [one, two] = [issueRequest({}), issueRequest({})];
    const answers = store.issueTogether([one, two, one, issueRequest({ series: 'shared' })]);
    expect(answers).toMatchObject([
      { value: { label: 'AK001' } },
      { value: { label: 'AK002' } },
      { value: { label: 'AK001' } },
      { failure: { code: 'no_shared_series' } },
    ]);
    expect(store.issueTogether([two, one])).toEqual([answers[1], answers[0]]);
  });

  it('begins the shared series again every day, a series of its own never', () => {
    const { store, hall } = hallOf('hub');
    issued(store, { series: 'shared' });
    issued(store, { series: 'K' });
    hall.setNow(morning + 24 * 3600_000);
    expect(issued(store, { series: 'shared' }).label).toBe('A001');
    expect(issued(store, { series: 'K' }).label).toBe('AK002');
    expect(store.today()).toBe('2026-11-23');
  });

  it('does not open yesterday again when the clock is set back', () => {
    const { store, hall } = hallOf('hub');
    issued(store, { series: 'shared' });
    for (const wrong of [morning - 24 * 3600_000, 0]) {
      hall.setNow(wrong);
      expect(store.today()).toBe('2026-11-22');
    }
    expect(issued(store, { series: 'shared' }).label).toBe('A002');
  });

  it('wraps a series of its own and ends the shared one at 999', () => {
    const { store } = hallOf('hub');
    for (let i = 1; i <= 999; i += 1) {
      issued(store, { series: 'shared', requestId: null });
      issued(store, { series: 'K', requestId: null });
    }
    expect(store.issue(issueRequest({ series: 'shared' }))).toMatchObject({ failure: { code: 'no_shared_series' } });
    expect(issued(store, { series: 'K' }).label).toBe('AK001');
    expect(new Set(store.ticketsOfDay(today).map(row => row.facts.issued?.label)).size).toBe(1998);
  });

  it('refuses the shared series to a kiosk and a number to a voided ticket', () => {
    const kiosk = hallOf('kiosk').store;
    expect(kiosk.issue(issueRequest({ series: 'shared' }))).toMatchObject({ failure: { code: 'no_shared_series' } });
    const hub = hallOf('hub').store;
    const late = ticketIdSchema.parse(randomUUID());
    hub.ingest(
      foreignEvents({
        drafts: [{ type: 'number.voided', body: { ticket: late, reason: 'late' } }],
        device: 'kiosk-1',
        seed: 1,
      }),
    );
    expect(hub.issue(issueRequest({ ticket: late, series: 'shared' }))).toMatchObject({ failure: { code: 'voided' } });
    expect(issued(hub, { series: 'shared' }).label).toBe('A001');
  });

  it('tells listeners what was committed, in order, until they leave', () => {
    const { store } = hallOf('hub');
    const seen: string[] = [];
    const leave = store.onCommitted(events => seen.push(...events.map(event => event.type)));
    const number = issued(store, { series: 'shared' });
    store.append(counterDrafts(number.ticket).slice(0, 2));
    leave();
    store.append(counterDrafts(number.ticket).slice(2));
    expect(seen).toEqual(['ticket.issued', 'counter.opened', 'ticket.called']);
  });

  it('announces the day at the hub only, once', () => {
    const { hall, open, store } = hallOf('hub');
    const types = (events: readonly KnownEvent[]) => events.map(event => event.type);
    store.close();
    const again = open();
    const seen: string[] = [];
    again.onCommitted(events => seen.push(...types(events)));
    issued(again, { series: 'shared' });
    hall.setNow(morning + 24 * 3600_000);
    expect(types(again.append([{ type: 'device.health', body: { device: 'printer', state: 'ready' } }]))).toEqual([
      'device.health',
    ]);
    expect(seen).toEqual(['ticket.issued', 'day.opened', 'device.health']);
  });
});

describe('the life of a ticket', () => {
  it('is callable once there is paper, and rated once', () => {
    const { store } = hallOf('kiosk');
    const number = issued(store, {});
    expect(store.waiting(today)).toEqual([]);
    const job = store.openPrintJobs()[0]!;
    store.setPrintJob(job.job, 'sending', null);
    expect(store.printJob(job.job)?.at).toBe('sending');
    store.setPrintJob(job.job, 'printed', null);
    expect(store.openPrintJobs()).toEqual([]);
    expect(store.waiting(today)).toMatchObject([{ ticket: number.ticket, label: 'AK001', leg: 0 }]);
    store.append(counterDrafts(number.ticket));
    expect(store.waiting(today)).toEqual([]);
    expect(store.ticket(number.ticket)).toMatchObject({ bday: today, facts: { claim: { at: 'done' } } });
    expect(store.hasRating(number.ticket)).toBe(true);
    expect(store.counters()).toEqual([{ counter: 'c1', at: 'open', clerk: 'zhang', since: morning }]);
    expect(store.ticketsByCode(today, number.code).map(row => row.facts.ticket)).toContain(number.ticket);
  });

  it('writes the word about the paper as an event, a reprint as a reprint', () => {
    const { store } = hallOf('kiosk');
    const types: string[] = [];
    store.onCommitted(events => types.push(...events.map(event => event.type)));
    const { ticket } = issued(store, {});
    const first = store.openPrintJobs()[0]!;
    store.setPrintJob(first.job, 'uncertain', 'cable pulled');
    store.setPrintJob(first.job, 'uncertain', 'cable pulled');
    const reprint = randomUUID();
    store.createPrintJob({ job: reprint, ticket, reprint: true });
    store.setPrintJob(reprint, 'sending', null);
    store.setPrintJob(reprint, 'printed', null);
    expect(types).toEqual(['ticket.issued', 'ticket.print_uncertain', 'ticket.reprinted']);
    expect(store.printJob(first.job)).toMatchObject({ at: 'uncertain', reason: 'cable pulled', reprint: false });
    expect(store.printJob(randomUUID())).toBeNull();
  });

  it('adopts a number of the hub as a promise of this kiosk', () => {
    const hub = hallOf('hub').store;
    const { store, open } = hallOf('kiosk');
    const ticket = ticketIdSchema.parse(randomUUID());
    const number = issued(hub, { ticket, series: 'shared', requestId: null });
    const requestId = requestIdSchema.parse(randomUUID());
    const personKey = store.personKey('11010519491231002X');
    store.adopt({ number, language: 'zh', priority: 0, requestId, personKey });
    store.adopt({ number, language: 'zh', priority: 0, requestId, personKey });
    expect(store.openPrintJobs()).toMatchObject([{ ticket, at: 'queued' }]);
    expect(store.findByRequest(requestId)).toEqual(number);
    expect(store.ticket(ticket)).toMatchObject({ facts: { issued: { label: 'A001' }, claim: { at: 'issued' } } });
    store.setPrintJob(store.openPrintJobs()[0]!.job, 'printed', null);
    store.close();
    const again = open();
    expect(again.ticketsByPerson(personKey)).toMatchObject([
      { facts: { issued: { label: 'A001' }, claim: { at: 'waiting' } } },
    ]);
    expect(again.ticketsOfDay(today)).toHaveLength(1);
    expect(again.issue(issueRequest({ requestId }))).toMatchObject({ ok: true, value: { label: 'A001' } });
  });
});

describe('persons', () => {
  it('are known by a key that dies with the day', () => {
    const { store, hall } = hallOf('kiosk');
    const key = store.personKey('11010519491231002X');
    expect(key).toHaveLength(16);
    expect(store.personKey('11010519491231002X')).toEqual(key);
    expect(store.personKey('440524188001010014')).not.toEqual(key);
    const number = issued(store, { personKey: key });
    expect(store.ticketsByPerson(key)).toMatchObject([{ facts: { ticket: number.ticket } }]);
    hall.setNow(morning + 24 * 3600_000);
    expect(store.personKey('11010519491231002X')).not.toEqual(key);
    expect(store.ticketsByPerson(key)).toEqual([]);
  });

  it('leave no ID number in any file', async () => {
    const { store, hall } = hallOf('kiosk');
    issued(store, { personKey: store.personKey('11010519491231002X') });
    store.checkpoint();
    store.close();
    const { readdirSync, readFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    const files = readdirSync(hall.folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name)).includes('11010519491231002X')).toBe(false);
  });
});

describe('small things', () => {
  it('keep documents, accounts, devices and progress over a restart', () => {
    const { store, open } = hallOf('hub');
    store.writeDocument('snapshot', { a: [1, 'ئۇ'] });
    store.putAccount({
      account: 'zhang' as never,
      role: 'clerk',
      pinHash: 'x',
      mustChangePin: true,
      isDisabled: false,
      lastSignInAt: null,
    });
    store.putAccount({
      account: 'zhang' as never,
      role: 'supervisor',
      pinHash: 'y',
      mustChangePin: false,
      isDisabled: false,
      lastSignInAt: null,
    });
    store.putDevice('kiosk-1', new Uint8Array([1, 2, 3]));
    const stream = randomUUID();
    store.outbox.writePeer('region', { incarnation: 5, hwm: { [stream]: 3 } });
    store.close();
    const again = open();
    expect(again.readDocument('snapshot')).toEqual({ a: [1, 'ئۇ'] });
    expect(again.readDocument('none')).toBeNull();
    expect(again.setup()).toBeNull();
    expect(again.accounts()).toEqual([
      {
        account: 'zhang',
        role: 'supervisor',
        pinHash: 'y',
        mustChangePin: false,
        isDisabled: false,
        lastSignInAt: null,
      },
    ]);
    expect(again.deviceByToken(new Uint8Array([1, 2, 3]))).toBe('kiosk-1');
    expect(again.deviceByToken(new Uint8Array([1, 2, 4]))).toBeNull();
    expect(again.outbox.readPeer('region')).toEqual({ incarnation: 5, hwm: { [stream]: 3 } });
    expect(again.outbox.readPeer('other')).toBeNull();
  });

  it('read the hall setup as soon as it is written', () => {
    const { store } = hallOf('hub');
    const name = { zh: '大厅', ug: null, en: null };
    const queue = { id: 'tax', letter: 'B', name, department: null, area: null, mostUsed: true };
    const setup = { hall: { id: 1, name }, queues: [queue], counters: [{ id: 'c1', number: 1, queues: [] }] };
    store.writeDocument('setup', { broken: true });
    expect(store.setup()).toBeNull();
    store.writeDocument('setup', setup);
    expect(store.setup()).toMatchObject(setup);
  });
});
