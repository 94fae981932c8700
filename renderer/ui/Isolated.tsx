import type { ReactNode } from 'react';
import { beijingTime } from '../../hall/domain/beijingTime.ts';

/*
 * Numbers inside Uyghur text: without isolation `0991-12345` is drawn as `12345-0991` and `A015` may jump to the other
 * side of its neighbour. Every number on a page goes through one of these.
 */
function Isolated({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" className="tabular">
      {children}
    </bdi>
  );
}

/** A count or any other plain number. */
export function Num({ children }: { children: number | string }) {
  return <Isolated>{children}</Isolated>;
}

/** A ticket number such as `A015`. */
export function TicketNo({ children }: { children: string }) {
  return <Isolated>{children}</Isolated>;
}

/** A telephone number. @public part of the touch kit, for pages that name one */
export function Phone({ children }: { children: string }) {
  return <Isolated>{children}</Isolated>;
}

/** Hour and minute in Beijing of an instant (UTC epoch ms). */
export function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()}>
      <Isolated>{beijingTime(at)}</Isolated>
    </time>
  );
}
