import type { HallStore } from '../../hall/store/hallStore.ts';
import type { HubConnection } from './hubConnection.ts';
import type { HubLink } from './hubLink.ts';
import type { HubSync } from './syncWithHub.ts';

/**
 * What a kiosk does when its hub appears: it keeps the addresses of all hubs, tells another hub the numbers the one before
 * had given it, and sends its log at once instead of at the end of a long wait.
 */
export function followHub({
  hub,
  sync,
  connection,
  store,
}: {
  hub: HubLink;
  sync: HubSync;
  connection: HubConnection;
  store: Pick<HallStore, 'retellAdopted'>;
}): void {
  let upAt: string | null = null;
  hub.onChange(() => {
    const url = hub.isUp() ? (connection.address()?.url ?? null) : null;
    const { hubs } = hub.entries();
    if (url !== null && hubs !== undefined) connection.learn(hubs);
    if (url === upAt) return;
    upAt = url;
    if (url === null) return;
    if (connection.follows(url)) store.retellAdopted();
    sync.receiverIsBack();
  });
}
