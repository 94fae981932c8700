import { useState } from 'react';
import { floorAlerts } from '../../hall/domain/floorAlerts.ts';
import type { FloorCall, FloorCounter, FloorEntries, FloorKiosk, FloorQueue } from '../../hall/domain/floorApi.ts';
import type { DeviceAlert, HelpEntry } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { useLiveEntries, useLiveLink } from '../ui/useLive.ts';
import { AlertList } from './AlertList.tsx';
import { CallList } from './CallList.tsx';
import { CounterCards } from './CounterCards.tsx';
import type { FloorWish } from './floorAct.ts';
import type { FloorRoutes } from './floorRoutes.ts';
import css from './FloorScreen.module.css';
import { KioskList } from './KioskList.tsx';
import { QueueTable } from './QueueTable.tsx';
import { Sums } from './Sums.tsx';
import type { UndoStore } from './undoStore.ts';
import { useFloorClock } from './useFloorClock.ts';
import { WishDialog } from './WishDialog.tsx';

function valuesOf<T>(entries: Readonly<Partial<FloorEntries>>, prefix: string): T[] {
  return Object.entries(entries).flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
}

/** The hall at a glance; every number opens what stands behind it. */
export function FloorScreen({
  live,
  routes,
  undo,
}: {
  live: LiveStream<FloorEntries>;
  routes: FloorRoutes;
  undo: UndoStore;
}) {
  const { t } = useText();
  const entries = useLiveEntries(live);
  const link = useLiveLink(live);
  const nowMs = useFloorClock(entries.clock);
  const [wish, setWish] = useState<FloorWish | null>(null);
  const { hall, sums } = entries;
  if (hall === undefined || sums === undefined) return <p className={css.loading}>…</p>;
  const queues = valuesOf<FloorQueue>(entries, 'queue:');
  const counters = valuesOf<FloorCounter>(entries, 'counter:').sort((a, b) => a.number - b.number);
  const calls = valuesOf<FloorCall>(entries, 'call:').sort((a, b) => b.calledAt - a.calledAt);
  const kiosks = valuesOf<FloorKiosk>(entries, 'kiosk:').sort((a, b) => (a.kiosk < b.kiosk ? -1 : 1));
  const nameOf = (id: string) => queues.find(queue => queue.id === id)?.name ?? hall.named[id] ?? null;
  return (
    <div className={css.floor}>
      {(link === 'broken' || link === 'stale') && (
        <p className={css.lost} role="alert">
          {t('floor.lost')}
        </p>
      )}
      <AlertList
        alerts={floorAlerts(entries, nowMs)}
        help={valuesOf<HelpEntry>(entries, 'help:').filter(({ at }) => at !== 'ended')}
        devices={valuesOf<DeviceAlert>(entries, 'device:')}
        routes={routes}
      />
      <Sums sums={sums} wish={setWish} />
      <section aria-label={t('floor.queues')} className={css.scroll}>
        <QueueTable queues={queues} rules={hall.rules} nowMs={nowMs} wish={setWish} />
      </section>
      <div className={css.below}>
        <section aria-labelledby="floor-counters">
          <h2 id="floor-counters" className={css.heading}>
            {t('floor.counters')}
          </h2>
          <CounterCards {...{ counters, queues, nowMs, wish: setWish }} idleMinutes={hall.rules.idleMinutes} />
        </section>
        <div className={css.side}>
          <section aria-labelledby="floor-calls" className={css.calls}>
            <h2 id="floor-calls" className={css.heading}>
              {t('floor.calls')}
            </h2>
            <CallList {...{ calls, counters, nameOf }} />
          </section>
          <section aria-labelledby="floor-kiosks">
            <h2 id="floor-kiosks" className={css.heading}>
              {t('floor.kiosks')}
            </h2>
            <KioskList kiosks={kiosks} />
          </section>
        </div>
      </div>
      {wish !== null && (
        <WishDialog {...{ wish, queues, counters, routes, undo, nameOf }} close={() => setWish(null)} />
      )}
    </div>
  );
}
