import type { FloorCounter, FloorQueue } from '../../hall/domain/floorApi.ts';
import type { TicketSet } from '../../hall/domain/staffWords.ts';

/** What a supervisor has asked to do or to see; each opens a dialog. */
export type FloorWish =
  | { is: 'tickets'; set: TicketSet; queue: FloorQueue | null; counter: FloorCounter | null }
  | { is: 'calls'; counter: FloorCounter }
  | { is: 'counter'; act: 'open' | 'resume' | 'pause' | 'close'; counter: FloorCounter }
  | { is: 'queues'; counter: FloorCounter }
  | { is: 'move'; queue: FloorQueue };

export type Wish = (wish: FloorWish) => void;
