import { peopleAhead } from '../../hall/domain/callOrder.ts';
import { findQueue, type HallSetup, hoursOf } from '../../hall/domain/hallSetup.ts';
import type {
  ApiFailure,
  Held,
  HeldShared,
  IssuedShared,
  IssueShared,
  TakenTicket,
  TakeTicket,
} from '../../hall/domain/hallApi.ts';
import type { QueueId, RequestId, TicketId } from '../../hall/domain/ids.ts';
import { isOpenAt } from '../../hall/domain/openingHours.ts';
import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import type { BusinessDay } from '../../hall/domain/businessDay.ts';
import type { HallStore, IssuedNumber, Result } from '../../hall/store/hallStore.ts';
import { isOpen, openStateOf } from '../../hall/domain/ticket.ts';
import { apiFailure } from './apiFailure.ts';
import { ownTicketId, sharedTicketId } from './ownTicketId.ts';
import { takenTicket } from './takenTicket.ts';
import { readWish, type Wish } from './ticketWish.ts';

/** What the hub said to a request for a number of the shared series. */
export type SharedAnswer =
  | { is: 'issued'; number: IssuedShared }
  /** No second number: the person has this one in the queue already. */
  | { is: 'held'; number: HeldShared }
  /** No number may be given now; the kiosk must not give one of its own either. */
  | { is: 'closed'; failure: ApiFailure }
  /** Certainly nothing was issued: nobody listens there, or the hub refused. */
  | { is: 'refused' }
  /** Time-out or a torn line: a number may exist that nobody holds, so it is voided before another one is given. */
  | { is: 'unclear' };

export type TakeTicketPorts = {
  store: HallStore;
  /** Mark of the own series; null = there is none to give from. */
  mark(): string | null;
  issueShared(request: IssueShared): Promise<SharedAnswer>;
  /** Waiting people of a queue as the hub last said; null when the hub cannot be asked now. */
  waitingAtHub(queue: QueueId): number | null;
  /** How long somebody would wait who takes a number now; null when nobody can say. */
  waitAtHub(queue: QueueId): WaitingEstimate | null;
  personKey(): Uint8Array | null;
  /** What the hub is told of that person; null when the hash is not under the hall's key. */
  personForHub(): string | null;
  /** The hub has said that this ticket is over. */
  isOverAtHub(ticket: TicketId): boolean;
  /** What the QR code on screen and slip says. */
  qrOf(number: IssuedNumber): string;
  today(): BusinessDay;
  now(): number;
};

/** A page repeats an unanswered touch for a few seconds; a citizen does not wait longer than this for one. */
const repeatedTouchMs = 60_000;

/**
 * One touch → one number, durable before it is answered. The hub is asked first (shared series); without a clear answer
 * the kiosk gives a number of its own series. The same request id always gets the same number, also after a crash.
 */
export function createTakeTicket(
  ports: TakeTicketPorts,
): (take: TakeTicket) => Promise<Result<TakenTicket, ApiFailure>> {
  const { store } = ports;
  const bornAt = ports.now();
  const inFlight = new Map<RequestId, Promise<Result<TakenTicket, ApiFailure>>>();

  /** Soon after a start a touch may be one that asked the hub before the crash: then a refusal now does not undo that number. */
  const isYoung = (): boolean => Math.abs(ports.now() - bornAt) < repeatedTouchMs;

  async function shared(
    take: TakeTicket,
    wish: Wish,
    personKey: Uint8Array | null,
  ): Promise<Result<
    { number: IssuedNumber; ahead: number; older: Pick<HeldShared, 'held' | 'wait'> | null },
    ApiFailure
  > | null> {
    const ticket = sharedTicketId(take.requestId);
    if (store.ticket(ticket)?.facts.claim?.at === 'voided') return null;
    const { queue, language } = take;
    const person = personKey === null ? null : ports.personForHub();
    const answer = await ports.issueShared({ ticket, queue, language, priority: wish.class?.level ?? 0, person });
    if (answer.is === 'issued') {
      const { ahead, ...given } = answer.number;
      const number: IssuedNumber = { ...given, queue: take.queue };
      describe(ticket, wish);
      const priority = wish.class?.level ?? 0;
      store.adopt({ number, language, priority, requestId: take.requestId, personKey });
      return { ok: true, value: { number, ahead, older: null } };
    }
    if (answer.is === 'held' && personKey !== null) {
      const { held, wait, ahead, ...number } = answer.number;
      store.keepHeld({ number, requestId: take.requestId, personKey });
      return { ok: true, value: { number, ahead, older: { held, wait } } };
    }
    if (answer.is === 'closed') return { ok: false, failure: answer.failure };
    if (answer.is === 'unclear' || answer.is === 'held' || isYoung())
      store.append([{ type: 'number.voided', body: { ticket, reason: 'late_answer' } }]);
    return null;
  }

  /**
   * Writes what else was asked for, before anything of the number can be seen or printed. The hub has it before it may call
   * the ticket, because the word about the paper follows in the same stream.
   */
  function describe(ticket: TicketId, { also, class: wanted }: Wish): void {
    if (also.length === 0 && wanted === null) return;
    store.append([{ type: 'ticket.described', body: { ticket, also: [...also], class: wanted?.id ?? null } }]);
  }

  function taken(told: Omit<Parameters<typeof takenTicket>[0], 'wish' | 'qr'>): TakenTicket {
    const wish = store.ticket(told.number.ticket)?.facts.wish ?? null;
    return takenTicket({ ...told, wish, qr: ports.qrOf(told.number) });
  }

  async function take(request: TakeTicket): Promise<Result<TakenTicket, ApiFailure>> {
    const setup = store.setup();
    if (setup === null) return apiFailure('unavailable', 'this kiosk has never heard from its hub');
    const queue = findQueue(setup, request.queue);
    if (queue === null) return apiFailure('not_found', `no queue ${request.queue}`);
    // Asked before the number exists, so that it does not count its own holder.
    const wait = ports.waitAtHub(request.queue);
    const before = store.findByRequest(request.requestId);
    if (before !== null)
      return {
        ok: true,
        value: taken({
          number: before,
          queue,
          setup,
          wait,
          ahead: aheadHere(before, setup),
          held: isOwnOf(request.requestId, before) ? null : remembered(before),
        }),
      };

    const personKey = request.useCard && queue.realName !== 'no' ? ports.personKey() : null;
    const asksForCard = [queue.id, ...request.also].some(id => findQueue(setup, id)?.realName === 'required');
    if (asksForCard && personKey === null)
      return apiFailure('card_required', 'numbers of this queue are bound to an ID card');
    const wish = readWish(request, setup, ports.now());
    if (!wish.ok) return wish;
    const fromHub = await shared(request, wish.value, personKey);
    if (fromHub?.ok === false) return fromHub;
    if (fromHub !== null) {
      const { number, older } = fromHub.value;
      const ahead = { count: fromHub.value.ahead, atLeast: false };
      const shown = findQueue(setup, number.queue) ?? queue;
      return { ok: true, value: taken({ number, queue: shown, setup, ahead, ...(older ?? { wait, held: null }) }) };
    }
    const known = personKey === null || request.again ? null : heldHere(personKey, queue.id);
    if (known !== null) {
      const ahead = aheadHere(known, setup);
      return { ok: true, value: taken({ number: known, queue, setup, wait, ahead, held: remembered(known) }) };
    }
    if (!isOpenAt(hoursOf(setup, queue), ports.now())) return apiFailure('queue_closed', 'outside its opening hours');

    const series = ports.mark();
    if (series === null) return apiFailure('no_shared_series', 'this machine is a copy of another one');
    const ticket = ownTicketId(request.requestId);
    describe(ticket, wish.value);
    const own = store.issue({
      ticket,
      queue: queue.id,
      letter: queue.letter,
      series,
      language: request.language,
      priority: wish.value.class?.level ?? 0,
      requestId: request.requestId,
      personKey,
    });
    if (!own.ok) return apiFailure('storage_failed', own.failure.message);
    const ahead = aheadHere(own.value, setup);
    return { ok: true, value: taken({ number: own.value, queue, setup, wait, ahead, held: null }) };
  }

  /** Without the hub: a number this kiosk has given to the same card for the same queue today. It may have been served since. */
  function heldHere(personKey: Uint8Array, queue: QueueId): IssuedNumber | null {
    const today = ports.today();
    for (const { facts, bday } of store.ticketsByPerson(personKey))
      if (bday === today && facts.issued?.queue === queue && isOpen(facts) && !ports.isOverAtHub(facts.ticket))
        return facts.issued;
    return null;
  }

  /** How a number stands as far as this kiosk remembers. */
  function remembered({ ticket }: IssuedNumber): Held {
    const at = store.ticket(ticket)?.facts.claim?.at ?? 'waiting';
    return { at: openStateOf(at) ?? 'waiting', counter: null, isSure: false };
  }

  /** People ahead as far as this kiosk knows: what the hub said last, or its own tickets – whichever is more. */
  function aheadHere(number: IssuedNumber, { calling }: HallSetup): { count: number; atLeast: boolean } {
    const waiting = store.waiting(ports.today());
    const known = waiting.find(other => other.ticket === number.ticket);
    const own =
      known === undefined
        ? waiting.filter(other => other.queue === number.queue).length
        : peopleAhead(waiting, known, calling);
    return { count: Math.max(own, ports.waitingAtHub(number.queue) ?? 0), atLeast: true };
  }

  return request => {
    const running = inFlight.get(request.requestId);
    if (running !== undefined) return running;
    const started = take(request)
      .catch((fault: unknown) => apiFailure('storage_failed', fault instanceof Error ? fault.message : 'storage fault'))
      .finally(() => inFlight.delete(request.requestId));
    inFlight.set(request.requestId, started);
    return started;
  };
}

/** Whether a number was made for this very touch. */
function isOwnOf(requestId: RequestId, { ticket }: IssuedNumber): boolean {
  return ticket === sharedTicketId(requestId) || ticket === ownTicketId(requestId);
}
