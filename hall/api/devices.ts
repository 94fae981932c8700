import { createRoute, z } from '@hono/zod-openapi';
import {
  deviceRoleSchema,
  enrolledSchema,
  enrolmentFileSchema,
  enrolRequestSchema,
  registeredDeviceSchema,
} from '../domain/enrolment.ts';
import { deviceIdSchema } from '../domain/ids.ts';
import { allow, anyone, isOwnMachine } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const json = <T extends z.ZodType>(schema: T, description: string) =>
  ({ description, content: { 'application/json': { schema } } }) as const;
const body = <T extends z.ZodType>(schema: T) =>
  ({ body: { required: true, content: { 'application/json': { schema } } } }) as const;

const createCode = createRoute({
  ...allow(['supervisor']),
  method: 'post',
  path: '/api/enrolment-codes',
  request: body(z.object({ role: deviceRoleSchema })),
  responses: {
    ...failureResponses,
    201: json(
      z.object({ code: z.string(), expiresAt: z.number().int(), file: enrolmentFileSchema }),
      'A code for one new machine: once, for a quarter of an hour',
    ),
  },
});
const enrol = createRoute({
  ...allow(anyone),
  method: 'post',
  path: '/api/enrol',
  request: body(enrolRequestSchema),
  responses: { ...failureResponses, 201: json(enrolledSchema, 'The machine belongs to the hall') },
});
const list = createRoute({
  ...allow(['supervisor']),
  method: 'get',
  path: '/api/devices',
  responses: {
    ...failureResponses,
    200: json(z.object({ devices: z.array(registeredDeviceSchema) }), 'Machines of the hall'),
  },
});
const revoke = createRoute({
  ...allow(['supervisor']),
  method: 'post',
  path: '/api/devices/{device}/revoke',
  request: { params: z.object({ device: deviceIdSchema }) },
  responses: { ...failureResponses, 200: json(z.object({ device: deviceIdSchema }), 'Refused from now on, for ever') },
});
const certificate = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/hall-ca.pem',
  responses: {
    ...failureResponses,
    200: { description: 'Certificate of the hall', content: { 'application/x-pem-file': { schema: z.string() } } },
  },
});

/** Machines of the hall: how they join and how they are shut out. */
export function deviceRoutes({ store, authority, enrolmentDesk }: HubPorts) {
  return newModule()
    .openapi(createCode, async c => c.json(await enrolmentDesk.createCode(c.req.valid('json').role), 201))
    .openapi(enrol, c => {
      if (c.env.door === 'lan' && !isOwnMachine(c.env.address))
        return refuse(c, refusal('forbidden', 'machines join over TLS only'));
      const enrolled = enrolmentDesk.enrol(c.req.valid('json'), c.env.address);
      return enrolled.ok ? c.json(enrolled.value, 201) : refuse(c, enrolled.failure);
    })
    .openapi(list, c => c.json({ devices: [...store.registeredDevices()] }, 200))
    .openapi(revoke, c => {
      const asker = c.var.asker;
      if (!('account' in asker)) return refuse(c, refusal('forbidden', 'not for machines'));
      const revoked = enrolmentDesk.revoke(c.req.valid('param').device, asker.account);
      return revoked.ok ? c.json(revoked.value, 200) : refuse(c, revoked.failure);
    })
    .openapi(certificate, c => c.body(authority.ca, 200, { 'content-type': 'application/x-pem-file' }));
}
