import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { FloorEntries } from '../../hall/domain/floorApi.ts';
import type { AccountId, CounterId, QueueId, TicketId } from '../../hall/domain/ids.ts';
import type { StaffRole } from '../../hall/domain/staffApi.ts';
import type { accountVerbs, TicketSet } from '../../hall/domain/staffWords.ts';
import { askRoute } from '../ui/askRoute.ts';
import { bearer } from '../ui/hubSession.ts';
import { liveBackoffMs, type LiveStream, openLiveStream } from '../ui/liveStream.ts';

const answerWithinMs = 5000;
/** A PIN is hashed, and a long log is walked. */
const workWithinMs = 15_000;
const hub = hc<HubApi>(location.origin).api;

/** What a supervisor can ask of the hub, with the token of the session. Names follow the routes. */
export const floorRoutes = (token: string) => {
  const me = bearer(token);
  return {
    counter: (counter: CounterId, verb: 'open' | 'pause' | 'close', clerk: AccountId | null) =>
      askRoute(answerWithinMs, init =>
        hub.floor.counters[':counter'][':verb'].$post({ param: { counter, verb }, json: { clerk } }, { init, ...me }),
      ),
    assign: (counter: CounterId, queues: QueueId[] | null) =>
      askRoute(answerWithinMs, init =>
        hub.floor.counters[':counter'].queues.$post({ param: { counter }, json: { queues } }, { init, ...me }),
      ),
    move: (json: { from: QueueId; tickets: TicketId[] | null; queue: QueueId; toCounter: CounterId | null }) =>
      askRoute(answerWithinMs, init => hub.floor.moves.$post({ json }, { init, ...me })),
    tellHelp: (help: string, verb: 'answer' | 'end') =>
      askRoute(answerWithinMs, init =>
        hub.help[':help'][':verb'].$post({ param: { help, verb }, json: { counter: null } }, { init, ...me }),
      ),
    seeDevice: (kiosk: string, device: string) =>
      askRoute(answerWithinMs, init =>
        hub.devices[':kiosk'][':device'].seen.$post({ param: { kiosk, device } }, { init, ...me }),
      ),
    undo: (undo: string) => askRoute(answerWithinMs, init => hub.floor.undo.$post({ json: { undo } }, { init, ...me })),
    tickets: (query: { set: TicketSet; queue?: string; counter?: string }) =>
      askRoute(answerWithinMs, init => hub.floor.tickets.$get({ query }, { init, ...me })),
    calls: (query: { counter?: string }) =>
      askRoute(answerWithinMs, init => hub.floor.calls.$get({ query }, { init, ...me })),
    accounts: () => askRoute(answerWithinMs, init => hub.accounts.$get({}, { init, ...me })),
    createAccount: (json: { account: string; role: StaffRole }) =>
      askRoute(workWithinMs, init => hub.accounts.$post({ json }, { init, ...me })),
    setRole: (account: AccountId, role: StaffRole) =>
      askRoute(answerWithinMs, init =>
        hub.accounts[':account'].role.$post({ param: { account }, json: { role } }, { init, ...me }),
      ),
    actOn: (account: AccountId, verb: (typeof accountVerbs)[number]) =>
      askRoute(workWithinMs, init =>
        hub.accounts[':account'][':verb'].$post({ param: { account, verb } }, { init, ...me }),
      ),
    audit: (query: { who: string; act: string; outcome: '' | 'done' | 'refused'; before?: string }) =>
      askRoute(answerWithinMs, init => hub.audit.$get({ query }, { init, ...me })),
    checkAudit: () => askRoute(workWithinMs, init => hub.audit.check.$get({}, { init, ...me })),
    signOutEverywhere: () => askRoute(answerWithinMs, init => hub.session.everywhere.$delete({}, { init, ...me })),
    /** The table as a file; null when the hub did not give it. */
    async exportAudit(query: { who: string; act: string; outcome: string }): Promise<Blob | null> {
      try {
        const response = await fetch(`/api/audit/export?${new URLSearchParams(query)}`, {
          ...me,
          signal: AbortSignal.timeout(workWithinMs),
        });
        return response.ok ? await response.blob() : null;
      } catch {
        return null;
      }
    },
  };
};
export type FloorRoutes = ReturnType<typeof floorRoutes>;

/** Live state of the floor; the hub beats every five seconds. */
export function openFloorLive(token: string): LiveStream<FloorEntries> {
  return openLiveStream<FloorEntries>({
    url: '/api/live?view=floor',
    token,
    fetch: (...request) => fetch(...request),
    staleAfterMs: 12_000,
    graceMs: 1200,
    retryAfterMs: liveBackoffMs,
  });
}
