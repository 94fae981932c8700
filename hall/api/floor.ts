import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  assignOrderSchema,
  type FloorAnswer,
  floorAnswerSchema,
  floorCallSchema,
  floorCounterOrderSchema,
  floorTicketSchema,
  moveOrderSchema,
} from '../domain/floorApi.ts';
import { type AccountId, accountIdSchema, counterIdSchema, queueIdSchema } from '../domain/ids.ts';
import { ticketSets } from '../domain/staffWords.ts';
import type { Result } from '../store/hallStore.ts';
import { allow, type HubEnv } from './access.ts';
import type { Deed } from './auditBook.ts';
import { failureResponses, newModule, type Refusal, refuse } from './failure.ts';
import { countedOf, floorTicket } from './floorSums.ts';
import { floorCall } from './floorView.ts';
import type { HubPorts } from './hubPorts.ts';

const supervisors = ['supervisor'] as const;
const done = {
  description: 'Done, and how to take it back',
  content: { 'application/json': { schema: floorAnswerSchema } },
} as const;
const listed = <T extends z.ZodType>(schema: T) =>
  ({ description: 'Newest first', content: { 'application/json': { schema: z.array(schema) } } }) as const;
const json = <T extends z.ZodType>(schema: T) =>
  ({ required: true, content: { 'application/json': { schema } } }) as const;
const mostListed = 500;

const order = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/floor/counters/{counter}/{verb}',
  request: {
    params: z.object({ counter: counterIdSchema, verb: z.enum(['open', 'pause', 'close']) }),
    body: json(floorCounterOrderSchema),
  },
  responses: { ...failureResponses, 200: done },
});
const assign = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/floor/counters/{counter}/queues',
  request: { params: z.object({ counter: counterIdSchema }), body: json(assignOrderSchema) },
  responses: { ...failureResponses, 200: done },
});
const move = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/floor/moves',
  request: { body: json(moveOrderSchema) },
  responses: { ...failureResponses, 200: done },
});
const undo = createRoute({
  ...allow(supervisors),
  method: 'post',
  path: '/api/floor/undo',
  request: { body: json(z.object({ undo: z.uuid() })) },
  responses: { ...failureResponses, 200: done },
});
const tickets = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/floor/tickets',
  request: {
    query: z.object({
      set: z.enum(ticketSets),
      queue: queueIdSchema.optional(),
      counter: counterIdSchema.optional(),
    }),
  },
  responses: { ...failureResponses, 200: listed(floorTicketSchema) },
});
const calls = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/floor/calls',
  request: { query: z.object({ counter: counterIdSchema.optional() }) },
  responses: { ...failureResponses, 200: listed(floorCallSchema) },
});

/** The supervisor's hand on the floor, and the tickets behind each of its numbers. */
export function floorRoutes({ store, state, floorDesk, audit, now }: HubPorts) {
  const nobody = accountIdSchema.parse('nobody');
  const accountOf = (c: Context<HubEnv>): AccountId => ('account' in c.var.asker ? c.var.asker.account : nobody);
  function answer(c: Context<HubEnv>, outcome: Result<FloorAnswer, Refusal>, deed: Omit<Deed, 'outcome'>) {
    c.set('audited', true);
    audit.note(c.var.asker, { ...deed, outcome: outcome.ok ? 'done' : outcome.failure.code });
    return outcome.ok ? c.json(outcome.value, 200) : refuse(c, outcome.failure);
  }

  return newModule()
    .openapi(assign, c => {
      const { counter } = c.req.valid('param');
      const { queues } = c.req.valid('json');
      const outcome = floorDesk.assign({ counter, queues, by: accountOf(c) });
      const detail = (queues ?? ['*']).join(' ').slice(0, 300);
      return answer(c, outcome, { act: 'counter_assigned', target: counter, detail });
    })
    .openapi(order, c => {
      const { counter, verb } = c.req.valid('param');
      const { clerk } = c.req.valid('json');
      const by = accountOf(c);
      switch (verb) {
        case 'open':
          return answer(c, floorDesk.openCounter({ counter, clerk }), {
            act: 'counter_opened',
            target: counter,
            detail: clerk ?? '',
          });
        case 'pause':
          return answer(c, floorDesk.pauseCounter({ counter, by }), {
            act: 'counter_paused',
            target: counter,
            detail: '',
          });
        default:
          return answer(c, floorDesk.closeCounter({ counter, by }), {
            act: 'counter_closed',
            target: counter,
            detail: '',
          });
      }
    })
    .openapi(move, c => {
      const { from, tickets: wanted, queue, toCounter } = c.req.valid('json');
      const outcome = floorDesk.move({ from, tickets: wanted, to: { queue, toCounter }, by: accountOf(c) });
      const where = toCounter === null ? queue : `${queue} @ ${toCounter}`;
      const detail = `→ ${where}: ${outcome.ok ? outcome.value.moved : 0}`;
      return answer(c, outcome, { act: 'tickets_moved', target: from, detail });
    })
    .openapi(undo, c => {
      const { undo: id } = c.req.valid('json');
      const target = floorDesk.undoTarget(id);
      return answer(c, floorDesk.undo({ id, by: accountOf(c) }), { act: 'act_undone', target, detail: '' });
    })
    .openapi(tickets, c => {
      const { set, queue, counter } = c.req.valid('query');
      const nowMs = now();
      const found = [...state.tickets()].flatMap(facts => {
        const ticket = countedOf(facts);
        if (ticket === null || (set !== 'issued' && ticket.set !== set)) return [];
        if (queue !== undefined && ticket.queue !== queue) return [];
        if (counter !== undefined && facts.claim?.counter !== counter) return [];
        return [ticket];
      });
      // Who waits longest comes first; of everything else the newest.
      found.sort((a, b) => (set === 'waiting' ? a.issuedAt - b.issuedAt : b.issuedAt - a.issuedAt));
      const shown = found.slice(0, mostListed).map(ticket => floorTicket(ticket, nowMs));
      return c.json(
        shown.filter(ticket => ticket !== null),
        200,
      );
    })
    .openapi(calls, c => {
      const { counter } = c.req.valid('query');
      const found = store.lastCalls({ bday: state.day(), counter: counter ?? '', limit: mostListed });
      return c.json(
        found.map(call => floorCall(state, call)).filter(call => call !== null),
        200,
      );
    });
}
