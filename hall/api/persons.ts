import { createRoute, z } from '@hono/zod-openapi';
import { reportPersonsSchema } from '../domain/hallApi.ts';
import { allow } from './access.ts';
import { failureResponses, newModule } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { personBytes } from './personHash.ts';

const report = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/persons',
  request: { body: { required: true, content: { 'application/json': { schema: reportPersonsSchema } } } },
  responses: {
    ...failureResponses,
    200: {
      description: 'Noted for the running day',
      content: { 'application/json': { schema: z.object({ noted: z.number().int() }) } },
    },
  },
});

/** Kiosks tell whose the numbers are that they gave while the hub was away: hashes under the hall's key of the day. */
export function personRoutes({ store }: HubPorts) {
  return newModule().openapi(report, c => {
    const { bday, persons } = c.req.valid('json');
    // Of another day: its key is destroyed, so nobody could ever match these.
    if (bday !== store.today()) return c.json({ noted: 0 }, 200);
    store.notePersons(persons.map(({ ticket, person }) => ({ ticket, personKey: personBytes(person) })));
    return c.json({ noted: persons.length }, 200);
  });
}
