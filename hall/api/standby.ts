import { createHash } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { deviceIdSchema } from '../domain/ids.ts';
import { type HallCopy, standbyAnswerSchema, standbyRequestSchema } from '../domain/standby.ts';
import type { HallStore } from '../store/hallStore.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const ask = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/standby',
  request: { body: { required: true, content: { 'application/json': { schema: standbyRequestSchema } } } },
  responses: {
    ...failureResponses,
    200: { description: 'The leading hub is there', content: { 'application/json': { schema: standbyAnswerSchema } } },
  },
});

/** What is not in the log and has to be the same at every hub: set-up, sessions, PIN locks, the board, keys of slips and appointments. */
const copiedDocuments = ['setup', 'sessions', 'pin-lock', 'board', 'slip-key', 'appointment-key'];

function copyOf(store: HallStore): HallCopy {
  const documents = copiedDocuments.flatMap(name => {
    const value = store.readDocument(name);
    return value === null ? [] : [[name, value] as const];
  });
  const key = store.dayKey();
  return {
    accounts: [...store.accounts()],
    documents: Object.fromEntries(documents),
    dayKey: key === null ? null : { bday: key.bday, key: Buffer.from(key.key).toString('base64url') },
  };
}

/** A stand-by hub asks every second: it learns that this one is there, and gets what the log does not tell. */
export function standbyRoutes({ store, reign }: HubPorts) {
  return newModule().openapi(ask, c => {
    const asker = c.var.asker;
    if (asker.role !== 'device' || asker.machine !== 'hub') return refuse(c, refusal('forbidden', 'for hubs only'));
    const { addresses, have } = c.req.valid('json');
    reign.meet(deviceIdSchema.parse(asker.device), addresses);
    const hall = copyOf(store);
    const revision = createHash('sha256').update(JSON.stringify(hall)).digest('base64url');
    const copy = revision === have ? null : { revision, hall };
    return c.json({ hub: reign.hub, addresses: [...reign.addresses()], copy }, 200);
  });
}
