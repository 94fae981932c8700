import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kioskApp } from '../../hall/api/kioskApp.ts';
import { type IssueShared, takenTicketSchema } from '../../hall/domain/hallApi.ts';
import { type HubEntries } from '../../hall/domain/liveEntries.ts';
import { hallSetupSchema } from '../../hall/domain/hallSetup.ts';
import { deviceIdSchema, type RequestId, requestIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { stationSettingsSchema } from '../../hall/domain/stationSettings.ts';
import { isSlipGenuine } from '../../hall/api/slipSignature.ts';
import { readSlipCode } from '../../hall/domain/slipCode.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import type { PrintOutcome, SlipPrinter } from '../../native/printer/driver.ts';
import type { SlipDocument } from '../../native/printer/slip.ts';
import type { HubLink } from './hubLink.ts';
import { ownTicketId } from './ownTicketId.ts';
import { createStation, type Station } from './station.ts';
import type { SharedAnswer } from './takeTicket.ts';

const setup = hallSetupSchema.parse({
  hall: { id: 4021, name: { zh: '示例县政务服务大厅', ug: null, en: null } },
  queues: [
    {
      id: 'social',
      letter: 'A',
      name: { zh: '社会保险', ug: null, en: null },
      department: null,
      area: null,
      mostUsed: true,
    },
  ],
  counters: [{ id: 'c1', number: 1, queues: [] }],
});

/** A hub that answers what the test says; everything around it (store, journal, routes) is real. */
function scriptedHub(answer: (request: IssueShared) => SharedAnswer): HubLink & { asked: IssueShared[] } {
  const entries: Partial<HubEntries> = { setup, openCounters: 1, 'waiting:social': 3 };
  const asked: IssueShared[] = [];
  return {
    asked,
    isUp: () => true,
    entries: () => entries,
    issueShared: request => {
      asked.push(request);
      return Promise.resolve(answer(request));
    },
    ask: () => Promise.resolve({ is: 'refused' }),
    reportPersons: () => Promise.resolve(true),
    onChange: () => () => undefined,
    start: () => undefined,
    close: () => undefined,
  };
}

function scriptedPrinter(outcome: Omit<PrintOutcome, 'jobId'> & { is: string }): {
  printer: SlipPrinter;
  slips: SlipDocument[];
} {
  const slips: SlipDocument[] = [];
  const printer = {
    status: { get: () => ({ at: 'ready', paper: 'enough', slipNotTaken: false }), subscribe: () => () => undefined },
    print: (slip: SlipDocument, jobId: string) => {
      slips.push(slip);
      return Promise.resolve({ ...outcome, jobId } as PrintOutcome);
    },
    recover: () => Promise.resolve(true),
    start: () => undefined,
    close: () => Promise.resolve(),
  } as unknown as SlipPrinter;
  return { printer, slips };
}

let folder = '';
let store: HallStore;
const stations: Station[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-'));
  store = open();
  store.writeDocument('setup', setup);
});
afterEach(() => {
  for (const station of stations.splice(0)) station.close();
  store.close();
  rmSync(folder, { recursive: true });
});

function open(): HallStore {
  const opened = openHallStore({
    databasePath: join(folder, 'db/station.db'),
    witnessPath: join(folder, 'witness/station.journal'),
    device: deviceIdSchema.parse('kiosk-1'),
    hall: 4021,
    clock: Date.now,
    random: randomBytes,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

function desk(hub: HubLink, printer: SlipPrinter | null) {
  const settings = stationSettingsSchema.parse({ mark: 'K' });
  const station = createStation({
    settings,
    store,
    hub,
    reader: null,
    printer,
    nudgeSync: () => undefined,
    isCopy: () => false,
    now: Date.now,
  });
  stations.push(station);
  const silent = { error: () => undefined, info: () => undefined, warn: () => undefined };
  const app = kioskApp({ desk: station, log: silent });
  const ask = (path: string, body: unknown) =>
    Promise.resolve(
      app.request(
        path,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        { door: 'kiosk', address: 'kiosk' },
      ),
    );
  const take = async (requestId: RequestId) => {
    const answer = await ask('/api/tickets', { requestId, queue: 'social', language: 'zh', useCard: false });
    expect(answer.status).toBe(201);
    return takenTicketSchema.parse(await answer.json());
  };
  return { station, ask, take };
}

const newRequest = (): RequestId => requestIdSchema.parse(randomUUID());
const issued = (request: IssueShared): SharedAnswer => ({
  is: 'issued',
  number: {
    ticket: request.ticket,
    label: labelSchema.parse('A017'),
    series: 'shared',
    number: 17,
    ahead: 4,
    issuedAt: Date.now(),
    code: '123456',
    hlc: '117000000000000000' as never,
  },
});
const printed = { is: 'printed', by: 'fence', paper: 'enough' } as const;
const settled = () => new Promise(resolve => setTimeout(resolve, 120));

describe('a touch on the kiosk', () => {
  it('gets a number of the shared series when the hub answers, on paper too', async () => {
    const { printer, slips } = scriptedPrinter(printed);
    const { take } = desk(scriptedHub(issued), printer);
    const taken = await take(newRequest());
    expect(taken).toMatchObject({ label: 'A017', series: 'shared', ahead: 4, aheadAtLeast: false, counters: [1] });
    await settled();
    expect(slips).toHaveLength(1);
    expect(JSON.stringify(slips[0])).toContain('A017');
    expect(store.openPrintJobs()).toEqual([]);
  });

  it('is told how long it will be, on screen and on paper, as the hub reckons', async () => {
    const { printer, slips } = scriptedPrinter(printed);
    const hub = scriptedHub(issued);
    const wait = { at: 'range', from: 10, to: 15 } as const;
    const { take, station } = desk({ ...hub, entries: () => ({ ...hub.entries(), 'wait:social': wait }) }, printer);
    expect(station.entries()['queue:social']?.wait).toEqual(wait);
    expect((await take(newRequest())).wait).toEqual(wait);
    await settled();
    expect(JSON.stringify(slips[0])).toContain('约 10–15 分钟');
  });

  it('is told nothing about the wait when the hub is gone', async () => {
    const hub = scriptedHub(() => ({ is: 'refused' }));
    const entries = () => ({ 'wait:social': { at: 'now' } as const });
    const { take, station } = desk({ ...hub, isUp: () => false, entries }, null);
    expect(station.entries()['queue:social']?.wait).toBeNull();
    expect((await take(newRequest())).wait).toBeNull();
  });

  it('gets a number of the own series when the hub is silent, and the late one is voided', async () => {
    const { take } = desk(
      scriptedHub(() => ({ is: 'unclear' })),
      null,
    );
    const requestId = newRequest();
    const taken = await take(requestId);
    expect(taken).toMatchObject({ label: 'AK001', series: 'K', aheadAtLeast: true, ticket: ownTicketId(requestId) });
    expect(store.ticket(requestId as never)?.facts.claim?.at).toBe('voided');
  });

  it('gives one number to one request id, asked twice at once and again after a restart', async () => {
    const hub = scriptedHub(() => ({ is: 'refused' }));
    const requestId = newRequest();
    const first = desk(hub, null);
    const [one, two] = await Promise.all([first.take(requestId), first.take(requestId)]);
    store.close();
    store = open();
    const three = await desk(hub, null).take(requestId);
    expect([one.label, two.label, three.label]).toEqual(['AK001', 'AK001', 'AK001']);
    expect(hub.asked).toHaveLength(1);
  });

  it('never asks the hub again for a request it has voided there', async () => {
    const requestId = newRequest();
    store.append([{ type: 'number.voided', body: { ticket: requestId as never, reason: 'late_answer' } }]);
    const hub = scriptedHub(issued);
    const taken = await desk(hub, null).take(requestId);
    expect(taken.series).toBe('K');
    expect(hub.asked).toHaveLength(0);
  });
});

describe('a number for several matters', () => {
  const text = (zh: string) => ({ zh, ug: null, en: null });
  const [social] = setup.queues;
  const other = (id: string, letter: string) => ({ ...social, id, letter, name: text(id) });
  const elder = { id: 'elder', name: text('老年人'), reason: text('七十岁以上'), level: 1, givenBy: 'citizen' };
  const wide = hallSetupSchema.parse({
    ...setup,
    queues: [social, other('medical', 'B'), other('tax', 'C')],
    calling: { mostMatters: 3, classes: [elder, { ...elder, id: 'soldier', givenBy: 'staff' }] },
  });
  const wish = { queue: 'social', language: 'zh', useCard: false, also: ['tax', 'medical', 'tax', 'social'] };
  beforeEach(() => store.writeDocument('setup', wide));
  const hubWith = (answer: (request: IssueShared) => SharedAnswer) => ({
    ...scriptedHub(answer),
    entries: () => ({}),
  });

  it.each(['shared', 'K'] as const)(
    'is written with its list and its class before it can be called: series %s',
    async series => {
      const asked: IssueShared[] = [];
      const hub = hubWith(request => {
        asked.push(request);
        return series === 'shared' ? issued(request) : { is: 'refused' };
      });
      const events: string[] = [];
      store.onCommitted(committed => events.push(...committed.map(({ type }) => type)));
      const { printer, slips } = scriptedPrinter({ is: 'printed' });
      const { ask } = desk(hub, printer);
      const answer = await ask('/api/tickets', { ...wish, requestId: newRequest(), class: 'elder' });
      const taken = takenTicketSchema.parse(await answer.json());
      expect(taken).toMatchObject({
        series,
        className: { zh: '老年人' },
        also: [{ queue: 'tax', counters: [1] }, { queue: 'medical' }],
      });
      expect(asked[0]?.priority).toBe(1);
      expect(events.filter(type => type === 'ticket.described')).toHaveLength(1);
      await expect.poll(() => events.at(-1)).toBe('ticket.printed');
      expect(events.indexOf('ticket.described')).toBeLessThan(events.indexOf('ticket.printed'));
      const printed = JSON.stringify(slips[0]);
      expect(printed).toContain('2. tax');
      expect(printed).toContain('3. medical');
      expect(printed).toContain('优先：老年人');
      // Given back before the paper was out or after: it is the citizen's to give.
      expect((await ask(`/api/tickets/${taken.ticket}/cancel`, {})).status).toBe(200);
    },
  );

  it('is the same number with the same list when the touch is repeated', async () => {
    const { ask } = desk(
      hubWith(() => ({ is: 'refused' })),
      null,
    );
    const body = { ...wish, requestId: newRequest() };
    const [first, second] = [
      await (await ask('/api/tickets', body)).json(),
      await (await ask('/api/tickets', body)).json(),
    ];
    expect(second).toMatchObject({
      label: takenTicketSchema.parse(first).label,
      also: [{ queue: 'tax' }, { queue: 'medical' }],
    });
  });

  it('is refused when it asks for more than the hall allows, for what is not there, or for a class that staff give', async () => {
    const { ask } = desk(
      hubWith(() => ({ is: 'refused' })),
      null,
    );
    const code = async (more: object) =>
      z
        .object({ code: z.string() })
        .parse(await (await ask('/api/tickets', { ...wish, requestId: newRequest(), ...more })).json()).code;
    expect(await code({ also: ['nowhere'] })).toBe('not_found');
    expect(await code({ class: 'soldier' })).toBe('not_found');
    store.writeDocument('setup', { ...wide, calling: { ...wide.calling, mostMatters: 2 } });
    expect(await code({})).toBe('bad_request');
    expect(store.ticketsOfDay(store.today())).toEqual([]);
  });
});

describe('a queue that gives no numbers', () => {
  const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
  const request = () => ({ requestId: newRequest(), queue: 'social', language: 'zh', useCard: false });

  it('gives none of this kiosk either, and its button says so', async () => {
    store.writeDocument('setup', { ...setup, openingHours: { seasons: [{ begins: '01-01', week: never }] } });
    const { ask, station } = desk(
      { ...scriptedHub(() => ({ is: 'refused' })), entries: () => ({}), onChange: () => () => undefined },
      null,
    );
    const answer = await ask('/api/tickets', request());
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'queue_closed' });
    expect(station.entries()['queue:social']?.closed).toEqual({ why: 'hours', opensAt: null, opensInDays: null });
    expect(store.waiting(store.today())).toEqual([]);
  });

  it('is not gone round when the hub says that the quota is reached', async () => {
    const failure = { code: 'quota_reached', message: 'all taken', retryAfterSeconds: null } as const;
    const { ask } = desk(
      scriptedHub(() => ({ is: 'closed', failure })),
      null,
    );
    const answer = await ask('/api/tickets', request());
    expect(await answer.json()).toMatchObject({ code: 'quota_reached' });
    expect(store.waiting(store.today())).toEqual([]);
  });

  it('says when it opens, in the days people count in', () => {
    const always = [{ from: '00:00', to: '24:00' }];
    const tomorrow = new Date(Date.now() + 32 * 3_600_000).getUTCDay();
    const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const week = { ...never, [names[tomorrow] ?? '']: always };
    store.writeDocument('setup', { ...setup, openingHours: { seasons: [{ begins: '01-01', week }] } });
    const hub = { ...scriptedHub(() => ({ is: 'refused' })), entries: () => ({}) };
    expect(desk(hub, null).station.entries()['queue:social']?.closed).toMatchObject({ why: 'hours', opensInDays: 1 });
  });

  it('says that the numbers of the day are taken before anybody presses', () => {
    const hub = scriptedHub(() => ({ is: 'refused' }));
    const { station } = desk({ ...hub, entries: () => ({ 'left:social': 0 }) }, null);
    expect(station.entries()['queue:social']?.closed).toEqual({ why: 'quota', opensAt: null, opensInDays: null });
  });

  it('says when the next part of the day begins, and forgets a part that is over', () => {
    const hub = scriptedHub(() => ({ is: 'refused' }));
    const until = (to: string) => desk({ ...hub, entries: () => ({ 'slot:social': { to, left: 0 } }) }, null).station;
    expect(until('24:00').entries()['queue:social']?.closed).toMatchObject({ why: 'slot', opensInDays: 1 });
    expect(until('00:00').entries()['queue:social']?.closed).toBeNull();
  });

  it('asks for an ID card where the queue does', async () => {
    const [queue] = setup.queues;
    store.writeDocument('setup', { ...setup, queues: [{ ...queue, realName: 'required' }] });
    const hub = { ...scriptedHub(issued), entries: () => ({}), onChange: () => () => undefined };
    const { ask, station } = desk(hub, null);
    expect(station.entries()['queue:social']?.needsCard).toBe(true);
    const answer = await ask('/api/tickets', request());
    expect(await answer.json()).toMatchObject({ code: 'card_required' });
    expect(answer.status).toBe(409);
  });
});

describe('paper', () => {
  it('is uncertain when the printer cannot tell, and comes again only when somebody asks, marked as a copy', async () => {
    const { printer, slips } = scriptedPrinter({ is: 'unknown', code: 'silent' } as never);
    const { take, ask, station } = desk(scriptedHub(issued), printer);
    const taken = await take(newRequest());
    await settled();
    expect(station.entries()[`print:${taken.ticket}`]).toMatchObject({ at: 'uncertain', reason: 'silent' });
    expect(slips).toHaveLength(1);
    expect((await ask(`/api/tickets/${taken.ticket}/reprint`, {})).status).toBe(200);
    await settled();
    expect(slips).toHaveLength(2);
    expect(JSON.stringify(slips[1])).toContain('补打');
  });

  it('is not missed silently when there is no printer', async () => {
    const { take, station } = desk(scriptedHub(issued), null);
    const taken = await take(newRequest());
    await settled();
    expect(station.entries()[`print:${taken.ticket}`]).toMatchObject({ at: 'failed', reason: 'absent' });
  });
});

describe('giving a number back', () => {
  it('works for 15 s and leaves a record', async () => {
    const { take, ask } = desk(scriptedHub(issued), null);
    const taken = await take(newRequest());
    expect((await ask(`/api/tickets/${taken.ticket}/cancel`, {})).status).toBe(200);
    expect(store.ticket(taken.ticket)?.facts.claim?.at).toBe('cancelled');
  });
});

describe('bad input', () => {
  it.each([
    ['/api/tickets', { requestId: 'x' }, 400, 'bad_request'],
    ['/api/tickets', { requestId: randomUUID(), queue: 'nowhere', language: 'zh', useCard: false }, 404, 'not_found'],
    [`/api/tickets/${randomUUID()}/reprint`, {}, 404, 'not_found'],
    [`/api/tickets/${randomUUID()}/cancel`, {}, 404, 'not_found'],
    [
      '/api/ratings',
      { requestId: randomUUID(), ticket: randomUUID(), level: 'satisfied', tags: [] },
      409,
      'not_ratable',
    ],
    [
      '/api/ratings',
      { requestId: randomUUID(), ticket: randomUUID(), level: 'splendid', tags: [] },
      400,
      'bad_request',
    ],
  ])('%s is answered with a clear failure', async (path, body, status, code) => {
    const answer = await desk(scriptedHub(issued), null).ask(path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });
});

describe('a card that has a number in this queue already', () => {
  const key = new Uint8Array(16).fill(7);
  const read = { is: 'read', card: { kind: 'citizen', name: '张三', number: '650102199003074258', validUntil: null } };

  /** A reader that has just read the same card. */
  function withCard(hub: HubLink, printer: SlipPrinter | null) {
    let tell: (event: never) => void = () => undefined;
    const reader = {
      onCard: (listener: typeof tell) => void (tell = listener),
      status: { get: () => ({ at: 'ready' }), subscribe: () => () => undefined },
    } as never;
    const settings = stationSettingsSchema.parse({ mark: 'K' });
    const nudgeSync = () => undefined;
    const station = createStation({
      settings,
      store,
      hub,
      reader,
      printer,
      nudgeSync,
      isCopy: () => false,
      now: Date.now,
    });
    stations.push(station);
    tell(read as never);
    const take = async (again: boolean) => {
      const taken = await station.takeTicket({
        requestId: newRequest(),
        queue: setup.queues[0]?.id as never,
        language: 'zh',
        useCard: true,
        again,
        also: [],
        class: null,
      });
      if (!taken.ok) throw new Error(taken.failure.message);
      return taken.value;
    };
    return { station, take };
  }
  const withKey = (hub: HubLink): HubLink => ({
    ...hub,
    entries: () => ({
      ...hub.entries(),
      personKey: { bday: store.today(), key: Buffer.from(new Uint8Array(32).fill(1)).toString('base64url') },
    }),
    onChange: listener => {
      listener();
      return () => undefined;
    },
  });

  it('is offered that number by the hub, and a marked copy, at a kiosk that did not give it', async () => {
    const { printer, slips } = scriptedPrinter(printed);
    const elsewhere = randomUUID();
    const hub = withKey(
      scriptedHub(request => {
        const told = issued(request);
        if (told.is !== 'issued') throw new Error('not issued');
        const held = { at: 'waiting', counter: null, isSure: true } as const;
        const wait = { at: 'range', from: 5, to: 10 } as const;
        return {
          is: 'held',
          number: { ...told.number, ticket: elsewhere as never, queue: request.queue, series: 'shared', wait, held },
        };
      }),
    );
    store.append([]);
    const { station, take } = withCard(hub, printer);
    const taken = await take(false);
    expect(taken).toMatchObject({ label: 'A017', ticket: elsewhere, ahead: 4, held: { isSure: true } });
    await settled();
    expect(slips).toHaveLength(0);
    expect(station.reprint(taken.ticket).ok).toBe(true);
    await settled();
    expect(JSON.stringify(slips)).toContain('补打');
    expect(JSON.stringify(slips)).toContain('A017');
  });

  it('sends the hub the hash under the key of the hall, and nothing before it has that key', async () => {
    const without = scriptedHub(issued);
    await withCard(without, null).take(false);
    expect(without.asked[0]?.person).toBeNull();
    const hub = scriptedHub(issued);
    await withCard(withKey(hub), null).take(false);
    const expected = Buffer.from(store.personKey('650102199003074258')).toString('base64url');
    expect(hub.asked[0]?.person).toBe(expected);
    expect(JSON.stringify(hub.asked)).not.toContain('650102199003074258');
  });

  it('is offered the number this kiosk remembers while the hub is away, and a new one when that was served', async () => {
    const { take } = withCard(
      scriptedHub(() => ({ is: 'refused' })),
      null,
    );
    expect(await take(false)).toMatchObject({ label: 'AK001', held: null });
    expect(await take(false)).toMatchObject({ label: 'AK001', held: { at: 'issued', isSure: false } });
    expect(await take(true)).toMatchObject({ label: 'AK002', held: null });
  });

  it('tells the hub whose its own numbers are as soon as it can', async () => {
    const reported: unknown[] = [];
    const hub: HubLink = {
      ...scriptedHub(() => ({ is: 'refused' })),
      reportPersons: report => Promise.resolve(reported.push(report) > 0),
    };
    store.notePersons([{ ticket: randomUUID() as never, personKey: key }]);
    withCard(withKey(hub), null);
    await settled();
    expect(reported).toMatchObject([{ persons: [{ person: Buffer.from(key).toString('base64url') }] }]);
  });
});

describe('the QR code of a number', () => {
  const slipKey = Buffer.from(new Uint8Array(32).fill(9)).toString('base64url');
  const met = (hub: HubLink, address: string | null): HubLink => ({
    ...hub,
    entries: () => ({ ...hub.entries(), slipKey, setup: { ...setup, follow: { address } } }),
    onChange: listener => {
      listener();
      return () => undefined;
    },
  });

  it('is signed with the key of the hall, the same on screen and paper, also when the hub is gone after a restart', async () => {
    const { printer, slips } = scriptedPrinter(printed);
    const { take } = desk(met(scriptedHub(issued), 'http://192.168.1.10:8787'), printer);
    const { qr, label, ticket } = await take(newRequest());
    expect(qr).toMatch(/^http:\/\/192\.168\.1\.10:8787\/f\/[\w-]{22}#4021\.A017\./);
    const read = readSlipCode(qr);
    expect(read?.slip).toMatchObject({ hall: 4021, label, ticket, device: 'kiosk-1' });
    expect(read !== null && isSlipGenuine(Buffer.from(slipKey, 'base64url'), read)).toBe(true);
    await settled();
    expect(JSON.stringify(slips[0])).toContain(qr);
    expect(JSON.stringify(slips[0])).toContain('扫码在手机上看');
    store.close();
    store = open();
    const alone = await desk({ ...scriptedHub(() => ({ is: 'refused' })), onChange: () => () => undefined }, null).take(
      newRequest(),
    );
    const own = readSlipCode(alone.qr);
    expect(own !== null && isSlipGenuine(Buffer.from(slipKey, 'base64url'), own)).toBe(true);
  });

  it('holds the bare ticket where phones reach nothing, and no signature before the first contact', async () => {
    const bare = await desk(met(scriptedHub(issued), null), null).take(newRequest());
    expect(bare.qr).toMatch(/^HALL:4021:A017:/);
    expect(readSlipCode(bare.qr)?.signature).toHaveLength(16);
    store.close();
    rmSync(folder, { recursive: true });
    store = open();
    store.writeDocument('setup', setup);
    const unsigned = await desk(scriptedHub(issued), null).take(newRequest());
    expect(readSlipCode(unsigned.qr)?.signature).toBe('');
  });
});
