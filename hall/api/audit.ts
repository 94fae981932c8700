import { createRoute, z } from '@hono/zod-openapi';
import { type AuditEntry, auditVerdictSchema } from '../domain/audit.ts';
import { auditPageSchema } from '../domain/staffApi.ts';
import { allow } from './access.ts';
import { csvLine } from './csvLine.ts';
import { failureResponses, newModule } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const supervisors = ['supervisor'] as const;
const mostAtOnce = 200;
/** A year of a busy hall; more is exported in parts by date. */
const mostExported = 100_000;
const filter = {
  /** Account that acted or was acted on. */
  who: z.string().max(64).default(''),
  act: z.string().max(40).default(''),
  outcome: z.enum(['', 'done', 'refused']).default(''),
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
};

const read = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/audit',
  request: {
    query: z.object({
      ...filter,
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(mostAtOnce).default(50),
    }),
  },
  responses: {
    ...failureResponses,
    200: { description: 'Newest first', content: { 'application/json': { schema: auditPageSchema } } },
  },
});
const check = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/audit/check',
  responses: {
    ...failureResponses,
    200: { description: 'Whether every link holds', content: { 'application/json': { schema: auditVerdictSchema } } },
  },
});
const exported = createRoute({
  ...allow(supervisors),
  method: 'get',
  path: '/api/audit/export',
  request: { query: z.object(filter) },
  responses: {
    ...failureResponses,
    200: { description: 'CSV, newest first', content: { 'text/csv': { schema: z.string() } } },
  },
});

const columns = [
  'position',
  'at',
  'who',
  'role',
  'address',
  'act',
  'target',
  'detail',
  'outcome',
  'prev',
  'hash',
] as const;
const rowOf = (entry: AuditEntry) =>
  csvLine(columns.map(column => (column === 'at' ? new Date(entry.at).toISOString() : String(entry[column]))));

/** The audit log for the supervisor: reading, checking, taking it away as a table. */
export function auditRoutes({ store, audit }: HubPorts) {
  return newModule()
    .openapi(read, c => {
      const { who, act, outcome, from, to, before, limit } = c.req.valid('query');
      const bounds = { fromMs: from ?? null, toMs: to ?? null, before: before ?? null };
      const entries = [...store.readAudit({ who, act, outcome, ...bounds, limit })];
      const next = entries.length < limit ? null : (entries.at(-1)?.position ?? null);
      return c.json({ entries, next }, 200);
    })
    .openapi(check, c => c.json(store.checkAudit(), 200))
    .openapi(exported, c => {
      const { who, act, outcome, from, to } = c.req.valid('query');
      const bounds = { fromMs: from ?? null, toMs: to ?? null, before: null };
      const entries = store.readAudit({ who, act, outcome, ...bounds, limit: mostExported });
      audit.note(c.var.asker, { act: 'audit_exported', target: '', detail: String(entries.length), outcome: 'done' });
      // The mark tells spreadsheet programs that it is UTF-8.
      return c.text(`\uFEFF${csvLine(columns)}${entries.map(rowOf).join('')}`, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
      });
    });
}
