import { createRoute, z } from '@hono/zod-openapi';
import { counterIdSchema, deviceIdSchema } from '../domain/ids.ts';
import { allow, staff } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const done = { description: 'Noted', content: { 'application/json': { schema: z.object({ done: z.literal(true) }) } } };

const help = createRoute({
  ...allow(staff),
  method: 'post',
  path: '/api/help/{help}/{verb}',
  request: {
    params: z.object({ help: z.uuid(), verb: z.enum(['answer', 'end']) }),
    body: {
      required: true,
      content: { 'application/json': { schema: z.object({ counter: counterIdSchema.nullable() }) } },
    },
  },
  responses: { ...failureResponses, 200: done },
});
const seen = createRoute({
  ...allow(staff),
  method: 'post',
  path: '/api/devices/{kiosk}/{device}/seen',
  request: { params: z.object({ kiosk: deviceIdSchema, device: z.string().max(64) }) },
  responses: { ...failureResponses, 200: done },
});

/** What staff say about calls from kiosks and about devices that do not work. Saying it twice changes nothing. */
export function alertRoutes({ store, state }: HubPorts) {
  return newModule()
    .openapi(help, c => {
      const asker = c.var.asker;
      if (!('account' in asker)) return refuse(c, refusal('forbidden', 'for staff'));
      const { help: id, verb } = c.req.valid('param');
      const facts = store.help(id);
      if (facts?.called == null) return refuse(c, refusal('not_found', 'no such call'));
      const { account: clerk } = asker;
      if (verb === 'answer' && facts.answered === null && facts.ended === null)
        store.append([{ type: 'help.answered', body: { help: id, clerk, counter: c.req.valid('json').counter } }]);
      if (verb === 'end' && facts.ended === null)
        store.append([{ type: 'help.ended', body: { help: id, by: 'staff', clerk } }]);
      return c.json({ done: true } as const, 200);
    })
    .openapi(seen, c => {
      const asker = c.var.asker;
      if (!('account' in asker)) return refuse(c, refusal('forbidden', 'for staff'));
      const { kiosk, device } = c.req.valid('param');
      const trouble = state.alerts.troubleOf(kiosk, device);
      if (trouble === null) return refuse(c, refusal('not_found', 'this device has no trouble'));
      store.append([{ type: 'device.seen', body: { kiosk, device, state: trouble, clerk: asker.account } }]);
      return c.json({ done: true } as const, 200);
    });
}
