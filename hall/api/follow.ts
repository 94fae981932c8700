import { createRoute, z } from '@hono/zod-openapi';
import { followViewSchema } from '../domain/followApi.ts';
import { ticketOfToken } from '../domain/slipCode.ts';
import { allow, anyone } from './access.ts';
import { createAddressPace } from './addressPace.ts';
import { eventStream } from './eventStream.ts';
import { failureResponses, newModule, type Refusal, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

/** A phone asks three to eight times a minute, and a router may put the phones of a whole hall behind one address. */
const asksPerMinute = 600;
/** Tokens nobody has, and places given up: a person needs one or two. */
const missesPerMinute = 30;

const ofTicket = { params: z.object({ token: z.string().max(64) }) } as const;
const content = { 'application/json': { schema: followViewSchema } } as const;

const look = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/follow/{token}',
  request: ofTicket,
  responses: { ...failureResponses, 200: { description: 'How the ticket stands', content } },
});
const live = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/follow/{token}/live',
  request: ofTicket,
  responses: {
    ...failureResponses,
    200: { description: 'The same as a stream', content: { 'text/event-stream': { schema: z.string() } } },
  },
});
const giveUp = createRoute({
  ...allow(anyone),
  method: 'post',
  path: '/api/follow/{token}/give-up',
  request: ofTicket,
  responses: { ...failureResponses, 200: { description: 'The place was given up', content } },
});

/** A citizen follows a ticket with a phone. The token in the address is all there is: it names no person and cannot be guessed. */
export function followRoutes({ followDesk, heartbeatMs, now }: HubPorts) {
  const asks = createAddressPace({ perMinute: asksPerMinute, now });
  const misses = createAddressPace({ perMinute: missesPerMinute, now });

  /** Why nobody is answered; null = go on. */
  function tooOften(pace: typeof asks, address: string): Refusal | null {
    const seconds = pace.take(address);
    return seconds === 0 ? null : { ...refusal('too_many', 'asked too often'), retryAfterSeconds: seconds };
  }
  function find(token: string, address: string) {
    const busy = tooOften(asks, address);
    if (busy !== null) return busy;
    const ticket = ticketOfToken(token);
    const view = ticket === null ? null : followDesk.view(ticket);
    if (ticket !== null && view !== null) return { ticket, view };
    return tooOften(misses, address) ?? refusal('not_found', 'no such ticket today');
  }

  return newModule()
    .openapi(look, c => {
      const found = find(c.req.valid('param').token, c.var.asker.address);
      return 'code' in found ? refuse(c, found) : c.json(found.view, 200);
    })
    .openapi(live, c => {
      const found = find(c.req.valid('param').token, c.var.asker.address);
      if ('code' in found) return refuse(c, found);
      const channel = followDesk.follow(found.ticket);
      if (channel === null) return refuse(c, refusal('too_many', 'all streams are taken; ask again instead'));
      return eventStream({ channel, heartbeatMs, isWelcome: () => true });
    })
    .openapi(giveUp, c => {
      const { address } = c.var.asker;
      const found = find(c.req.valid('param').token, address);
      if ('code' in found) return refuse(c, found);
      const busy = tooOften(misses, address);
      if (busy !== null) return refuse(c, busy);
      const given = followDesk.giveUp(found.ticket);
      return given.ok ? c.json(given.value, 200) : refuse(c, given.failure);
    });
}
