import { createRoute, z } from '@hono/zod-openapi';
import {
  type ApiFailure,
  type GiveRating,
  giveRatingSchema,
  type RatableTicket,
  ratableTicketSchema,
  type TakenTicket,
  takenTicketSchema,
  type TakeTicket,
  takeTicketSchema,
} from '../domain/hallApi.ts';
import { type KioskEntries, type OwnHelp, type PrintEntry, printEntrySchema } from '../domain/liveEntries.ts';
import { type TicketId, ticketIdSchema } from '../domain/ids.ts';
import type { Result } from '../store/hallStore.ts';
import { allow } from './access.ts';
import { eventStream } from './eventStream.ts';
import { failureResponses, newModule, refuse } from './failure.ts';
import { createLiveChannel } from './liveChannel.ts';

/** What a kiosk can do for the citizen before it; implemented by the station. Whatever it answers is on disk already. */
export type KioskDesk = {
  entries(): Partial<KioskEntries>;
  onChange(listener: () => void): () => void;
  takeTicket(take: TakeTicket): Promise<Result<TakenTicket, ApiFailure>>;
  reprint(ticket: TicketId): Result<PrintEntry, ApiFailure>;
  cancel(ticket: TicketId): Result<{ ticket: TicketId }, ApiFailure>;
  endVisit(): void;
  callStaff(screen: string): OwnHelp;
  withdrawHelp(): void;
  ratable(code: string | null): Result<readonly RatableTicket[], ApiFailure>;
  rate(rating: GiveRating): Result<{ rating: string }, ApiFailure>;
};

const heartbeatMs = 5_000;
const ofTicket = { params: z.object({ ticket: ticketIdSchema }) } as const;
const json = <T extends z.ZodType>(schema: T, description: string) =>
  ({ description, content: { 'application/json': { schema } } }) as const;
const body = <T extends z.ZodType>(schema: T) =>
  ({ body: { required: true, content: { 'application/json': { schema } } } }) as const;

const live = createRoute({
  method: 'get',
  path: '/api/live',
  ...allow(['citizen']),
  responses: { ...failureResponses, 200: { description: 'text/event-stream of live messages (KioskEntries)' } },
});
const takeTicket = createRoute({
  method: 'post',
  path: '/api/tickets',
  ...allow(['citizen']),
  request: body(takeTicketSchema),
  responses: { ...failureResponses, 201: json(takenTicketSchema, 'The number, durable') },
});
const reprint = createRoute({
  method: 'post',
  path: '/api/tickets/{ticket}/reprint',
  ...allow(['citizen']),
  request: ofTicket,
  responses: { ...failureResponses, 200: json(printEntrySchema, 'The print job; its end comes on the live stream') },
});
const cancel = createRoute({
  method: 'post',
  path: '/api/tickets/{ticket}/cancel',
  ...allow(['citizen']),
  request: ofTicket,
  responses: { ...failureResponses, 200: json(z.object({ ticket: ticketIdSchema }), 'Given back') },
});
const endVisit = createRoute({
  method: 'post',
  path: '/api/visit/end',
  ...allow(['citizen']),
  responses: { ...failureResponses, 204: { description: 'The card is forgotten' } },
});
const callStaff = createRoute({
  method: 'post',
  path: '/api/help',
  ...allow(['citizen']),
  request: body(z.object({ screen: z.string().regex(/^[A-Za-z]{1,32}$/) })),
  responses: {
    ...failureResponses,
    201: json(
      z.object({
        help: z.string(),
        at: z.enum(['sending', 'told', 'coming', 'unreached']),
        calledAt: z.number().int(),
      }),
      'The call, durable; what becomes of it comes on the live stream',
    ),
  },
});
const withdrawHelp = createRoute({
  method: 'delete',
  path: '/api/help',
  ...allow(['citizen']),
  responses: { ...failureResponses, 204: { description: 'Nobody is needed any more' } },
});
const ratable = createRoute({
  method: 'get',
  path: '/api/ratable',
  ...allow(['citizen']),
  request: {
    query: z.object({
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
  },
  responses: {
    ...failureResponses,
    200: json(z.object({ tickets: z.array(ratableTicketSchema) }), 'Finished, not yet rated'),
  },
});
const rate = createRoute({
  method: 'post',
  path: '/api/ratings',
  ...allow(['citizen']),
  request: body(giveRatingSchema),
  responses: { ...failureResponses, 201: json(z.object({ rating: z.string() }), 'The rating, durable') },
});

/** Routes of the kiosk's own door. */
export function kioskRoutes(desk: KioskDesk) {
  const channel = createLiveChannel(() => desk.entries());
  desk.onChange(channel.touch);
  return newModule()
    .openapi(live, () => eventStream({ channel, heartbeatMs, isWelcome: () => true }))
    .openapi(takeTicket, async c => {
      const taken = await desk.takeTicket(c.req.valid('json'));
      return taken.ok ? c.json(taken.value, 201) : refuse(c, taken.failure);
    })
    .openapi(reprint, c => {
      const reprinted = desk.reprint(c.req.valid('param').ticket);
      return reprinted.ok ? c.json(reprinted.value, 200) : refuse(c, reprinted.failure);
    })
    .openapi(cancel, c => {
      const cancelled = desk.cancel(c.req.valid('param').ticket);
      return cancelled.ok ? c.json(cancelled.value, 200) : refuse(c, cancelled.failure);
    })
    .openapi(endVisit, c => {
      desk.endVisit();
      return c.body(null, 204);
    })
    .openapi(callStaff, c => c.json(desk.callStaff(c.req.valid('json').screen), 201))
    .openapi(withdrawHelp, c => {
      desk.withdrawHelp();
      return c.body(null, 204);
    })
    .openapi(ratable, c => {
      const found = desk.ratable(c.req.valid('query').code ?? null);
      return found.ok ? c.json({ tickets: [...found.value] }, 200) : refuse(c, found.failure);
    })
    .openapi(rate, c => {
      const rated = desk.rate(c.req.valid('json'));
      return rated.ok ? c.json(rated.value, 201) : refuse(c, rated.failure);
    });
}

/** Type of the kiosk's own door, for the page's typed client. */
export type KioskApi = ReturnType<typeof kioskRoutes>;
