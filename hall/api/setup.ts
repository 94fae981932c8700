import { createRoute, z } from '@hono/zod-openapi';
import {
  exportFormat,
  importSetupSchema,
  restoreSetupSchema,
  saveSetupSchema,
  setupFileSchema,
  setupHistorySchema,
  setupNowSchema,
  setupOutcomeSchema,
} from '../domain/setupApi.ts';
import type { Role } from '../domain/hallApi.ts';
import { allow, type Asker } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const rule: readonly Role[] = ['supervisor'];
const outcome = {
  ...failureResponses,
  200: { description: 'What became of it', content: { 'application/json': { schema: setupOutcomeSchema } } },
};
const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

const read = createRoute({
  ...allow(rule),
  method: 'get',
  path: '/api/setup',
  responses: {
    ...failureResponses,
    200: { description: 'In force now', content: { 'application/json': { schema: setupNowSchema } } },
  },
});
const save = createRoute({
  ...allow(rule),
  method: 'put',
  path: '/api/setup',
  request: bodyOf(saveSetupSchema),
  responses: outcome,
});
const exportFile = createRoute({
  ...allow(rule),
  method: 'get',
  path: '/api/setup/export',
  responses: {
    ...failureResponses,
    200: { description: 'One file', content: { 'application/json': { schema: setupFileSchema } } },
  },
});
const importFile = createRoute({
  ...allow(rule),
  method: 'post',
  path: '/api/setup/import',
  request: bodyOf(importSetupSchema),
  responses: outcome,
});
const history = createRoute({
  ...allow(rule),
  method: 'get',
  path: '/api/setup/history',
  responses: {
    ...failureResponses,
    200: { description: 'Accepted set-ups', content: { 'application/json': { schema: setupHistorySchema } } },
  },
});
const restore = createRoute({
  ...allow(rule),
  method: 'post',
  path: '/api/setup/restore',
  request: bodyOf(restoreSetupSchema),
  responses: outcome,
});

const forStaff = refusal('forbidden', 'for staff');
const accountOf = (asker: Asker) => ('account' in asker ? asker.account : null);

/** How the hall is put together: read, change, export, import, restore. */
export function setupRoutes({ setup: desk, now }: HubPorts) {
  return newModule()
    .openapi(read, c => c.json(desk.now(), 200))
    .openapi(save, c => {
      const { basedOn, setup: document } = c.req.valid('json');
      const account = accountOf(c.var.asker);
      return c.json(desk.handIn({ document, basedOn, account, how: 'edit', dryRun: false }), 200);
    })
    .openapi(exportFile, c => {
      c.header('content-disposition', 'attachment; filename="hall-setup.json"');
      return c.json({ format: exportFormat, version: 1, exportedAt: now(), setup: desk.now().setup } as const, 200);
    })
    .openapi(importFile, c => {
      const { basedOn, document, dryRun } = c.req.valid('json');
      const account = accountOf(c.var.asker);
      return c.json(desk.importFile({ document, basedOn, account, how: 'import', dryRun }), 200);
    })
    .openapi(history, c => c.json(desk.history(), 200))
    .openapi(restore, c => {
      const account = accountOf(c.var.asker);
      if (account === null) return refuse(c, forStaff);
      const restored = desk.restore({ ...c.req.valid('json'), account });
      return restored === null ? refuse(c, refusal('not_found', 'no such revision')) : c.json(restored, 200);
    });
}
