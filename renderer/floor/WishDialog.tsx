import type { FloorCounter, FloorQueue } from '../../hall/domain/floorApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { AssignQueues } from './AssignQueues.tsx';
import { ConfirmCounter } from './ConfirmCounter.tsx';
import { Dialog } from './Dialog.tsx';
import type { FloorWish } from './floorAct.ts';
import type { FloorRoutes } from './floorRoutes.ts';
import { MoveWaiting } from './MoveWaiting.tsx';
import { CallsOf, TicketsOf } from './TicketsOf.tsx';
import type { UndoStore } from './undoStore.ts';
import type { NameOf } from '../ui/WhyCalled.tsx';

/** What every dialog works with. */
export type DialogParts = {
  queues: readonly FloorQueue[];
  counters: readonly FloorCounter[];
  routes: FloorRoutes;
  undo: UndoStore;
  nameOf: NameOf;
  close: () => void;
};

/** The dialog for what the supervisor wished. */
export function WishDialog({ wish, ...parts }: DialogParts & { wish: FloorWish }) {
  const { t } = useText();
  const { close } = parts;
  const counterName = ({ number }: FloorCounter) => <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />;
  const queueName = ({ letter, name }: FloorQueue) => (
    <>
      <bdi lang="en">{letter}</bdi> <TextOf text={name} />
    </>
  );
  switch (wish.is) {
    case 'tickets':
      return (
        <Dialog
          isWide
          close={close}
          title={
            <>
              {t(`floor.sum.${wish.set}`)}
              {wish.queue !== null && <> · {queueName(wish.queue)}</>}
              {wish.counter !== null && <> · {counterName(wish.counter)}</>}
            </>
          }
        >
          <TicketsOf {...parts} wish={wish} />
        </Dialog>
      );
    case 'calls':
      return (
        <Dialog isWide close={close} title={counterName(wish.counter)}>
          <CallsOf {...parts} counter={wish.counter} />
        </Dialog>
      );
    case 'counter':
      return (
        <Dialog
          isWide={false}
          close={close}
          title={<Say k={`floor.ask.${wish.act}`} values={{ where: counterName(wish.counter) }} />}
        >
          <ConfirmCounter {...parts} wish={wish} />
        </Dialog>
      );
    case 'queues':
      return (
        <Dialog
          isWide={false}
          close={close}
          title={<Say k="floor.ask.queues" values={{ where: counterName(wish.counter) }} />}
        >
          <AssignQueues {...parts} counter={wish.counter} />
        </Dialog>
      );
    case 'move':
      return (
        <Dialog
          isWide={false}
          close={close}
          title={<Say k="floor.ask.move" values={{ where: queueName(wish.queue) }} />}
        >
          <MoveWaiting {...parts} from={wish.queue} />
        </Dialog>
      );
  }
}
