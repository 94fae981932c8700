import { createRoute, z } from '@hono/zod-openapi';
import { counterIdSchema, deviceIdSchema } from '../domain/ids.ts';
import { allow, anyone, type Asker } from './access.ts';
import { eventStream } from './eventStream.ts';
import { failureResponses, newModule, type Refusal, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import type { LiveChannel } from './liveChannel.ts';

const views = ['counter', 'board', 'kiosk', 'floor'] as const;

const live = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/live',
  request: {
    query: z.object({
      view: z.enum(views),
      counter: counterIdSchema.optional(),
      /** `board`: only this area. */
      area: z.string().min(1).max(100).optional(),
      /** `board`: the strip above the counter with this number. */
      number: z.coerce.number().int().min(1).max(999).optional(),
    }),
  },
  responses: {
    ...failureResponses,
    200: { description: 'Snapshot, then patches', content: { 'text/event-stream': { schema: z.string() } } },
  },
});

type Query = z.infer<typeof live.request.query>;

/** Live state as Server-Sent Events. The board is for anyone; a counter is for staff, the floor for supervisors, the kiosk view for devices. */
export function liveRoutes(ports: HubPorts) {
  const channelOf: Record<(typeof views)[number], (asker: Asker, query: Query) => LiveChannel | Refusal> = {
    board: (_asker, { area, number }) => ports.views.board({ area: area ?? null, number: number ?? null }),
    kiosk: asker => (asker.role === 'device' ? ports.views.kiosk : barred(asker)),
    floor(asker) {
      if (asker.role !== 'supervisor') return barred(asker);
      return asker.mustChangePin
        ? refusal('forbidden', 'the first-sign-in PIN has to be changed first')
        : ports.views.floor;
    },
    counter(asker, { counter }) {
      if (asker.role !== 'clerk' && asker.role !== 'supervisor') return barred(asker);
      if (asker.mustChangePin) return refusal('forbidden', 'the first-sign-in PIN has to be changed first');
      if (counter === undefined) return refusal('bad_request', 'counter: required for this view');
      return ports.views.counter(counter) ?? refusal('not_found', 'no such counter');
    },
  };
  return newModule().openapi(live, c => {
    const query = c.req.valid('query');
    const asker = c.var.asker;
    const channel = channelOf[query.view](asker, query);
    if ('code' in channel) return refuse(c, channel);
    const isWelcome = () => !('token' in asker) || ports.sessions.isLive(asker.token);
    if (query.view === 'kiosk' && 'device' in asker) {
      // Who follows is there; the line of a kiosk is one of the things staff look after.
      const kiosk = deviceIdSchema.safeParse(asker.device);
      const watched = kiosk.success ? watchedBy(channel, () => ports.state.alerts.kioskCame(kiosk.data)) : channel;
      return eventStream({ channel: watched, heartbeatMs: ports.heartbeatMs, isWelcome });
    }
    return eventStream({ channel, heartbeatMs: ports.heartbeatMs, isWelcome });
  });
}

/** The same channel, told apart by who follows it. */
function watchedBy(channel: LiveChannel, came: () => () => void): LiveChannel {
  return {
    ...channel,
    join(listener) {
      const { leave, ...joined } = channel.join(listener);
      const left = came();
      return {
        ...joined,
        leave: () => {
          leave();
          left();
        },
      };
    },
  };
}

function barred({ role }: Asker): Refusal {
  if (role === 'visitor' || role === 'citizen') return refusal('unauthorized', 'a credential is needed');
  return refusal('forbidden', `not for ${role}`);
}
