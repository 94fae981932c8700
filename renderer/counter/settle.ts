import type { CounterEntries } from '../../hall/domain/liveEntries.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import type { CounterAnswer } from './counterApi.ts';

/** A patch comes within a turn of the hub's event loop after its answer; longer means that the line is gone. */
const settleWithinMs = 800;

/** Waits until the page shows what the hub has answered, so that the next key meets the state it was meant for. */
export async function settle(stream: LiveStream<CounterEntries>, answer: CounterAnswer): Promise<void> {
  const isShown = () => {
    const current = stream.entry('current') ?? null;
    return (
      stream.entry('counter')?.at === answer.counter.at &&
      current?.ticket === answer.current?.ticket &&
      current?.at === answer.current?.at &&
      current?.recalls === answer.current?.recalls
    );
  };
  if (isShown()) return;
  await new Promise<void>(done => {
    const end = () => {
      clearTimeout(late);
      leave();
      done();
    };
    const late = setTimeout(end, settleWithinMs);
    const leave = stream.subscribe(() => {
      if (isShown()) end();
    });
  });
}
