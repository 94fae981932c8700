import type { Held, TakenTicket } from '../../hall/domain/hallApi.ts';
import { areaOf, countersServing, type HallSetup, type Queue } from '../../hall/domain/hallSetup.ts';
import type { TicketWish } from '../../hall/domain/ticketPlace.ts';
import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import type { IssuedNumber } from '../../hall/store/hallStore.ts';
import { mattersOf } from './ticketWish.ts';

/** A number as the citizen sees it. */
export function takenTicket(known: {
  number: IssuedNumber;
  queue: Queue;
  setup: HallSetup;
  ahead: { count: number; atLeast: boolean };
  wait: WaitingEstimate | null;
  held: Held | null;
  wish: TicketWish | null;
  /** Content of the QR code: no personal data (S48). */
  qr: string;
}): TakenTicket {
  const { number, queue, setup, ahead, wait, held, wish, qr } = known;
  return {
    ticket: number.ticket,
    label: number.label,
    series: number.series,
    queue: queue.id,
    queueName: queue.name,
    area: areaOf(setup, queue),
    counters: countersServing(setup, queue.id).map(counter => counter.number),
    also: mattersOf(setup, wish?.also ?? []),
    className: setup.calling.classes.find(({ id }) => id === wish?.class)?.name ?? null,
    ahead: ahead.count,
    aheadAtLeast: ahead.atLeast,
    wait,
    issuedAt: number.issuedAt,
    appointmentAt: null,
    code: number.code,
    qr,
    held,
  };
}
