import type { MiddlewareHandler } from 'hono';
import type { AuditNote } from '../domain/audit.ts';
import { apiFailureSchema } from '../domain/hallApi.ts';
import type { AuditAct } from '../domain/staffWords.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { Asker, HubEnv } from './access.ts';

/** What a route says about an act it carried out or refused. */
export type Deed = Pick<AuditNote, 'target' | 'detail' | 'outcome'> & { act: AuditAct };

/** Writes the audit log. A line that cannot be written is a storage fault, and the act is answered as failed. */
export type AuditBook = {
  /** An act of somebody who is signed in. */
  note(asker: Asker, deed: Deed): void;
  /** A try to sign in; an account that does not exist is called `unknown`. */
  noteSignIn(request: { row: { account: string; role: string } | null; address: string; outcome: string }): void;
};

export function createAuditBook({ store }: { store: HallStore }): AuditBook {
  const nothing = { target: '', detail: '' };
  return {
    note(asker, deed) {
      const who = 'account' in asker ? asker.account : '';
      store.appendAudit({ who, role: asker.role, address: asker.address, ...deed });
    },
    noteSignIn({ row, address, outcome }) {
      const who = { who: row?.account ?? 'unknown', role: row?.role ?? '' };
      store.appendAudit({ ...who, address, act: 'sign_in', ...nothing, outcome });
    },
  };
}

const runsHall = (asker: Asker) => asker.role === 'supervisor' || asker.role === 'editor';

/**
 * Notes every order of those who run the hall (anything but reading), whichever module answers it, so that no route can
 * forget to. A route that says more itself has set `audited`.
 */
export function auditOrders(book: AuditBook): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    await next();
    const asker = c.get('asker') as Asker | undefined;
    if (asker === undefined || !runsHall(asker) || c.get('audited') === true) return;
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
    const body = c.res.ok
      ? null
      : apiFailureSchema.safeParse(
          await c.res
            .clone()
            .json()
            .catch(() => null),
        );
    const outcome = c.res.ok ? 'done' : (body?.data?.code ?? String(c.res.status));
    book.note(asker, { act: 'request', target: `${c.req.method} ${c.req.path}`.slice(0, 200), detail: '', outcome });
  };
}
