import { describe, expect, it } from 'vitest';
import { createManualClock } from '../kit/manualClock.ts';
import { createMemoryTransportPair } from '../kit/memoryTransport.ts';
import { fromHex, toHex } from './hex.fixture.ts';
import { createPrinterLine } from './line.ts';
import type { HeardReply } from './status.ts';

function rig() {
  const [transport, far] = createMemoryTransportPair();
  const clock = createManualClock();
  const line = createPrinterLine({ transport, clock });
  const heard: HeardReply[] = [];
  const sent: string[] = [];
  line.listen(reply => heard.push(reply));
  far.onData(bytes => sent.push(toHex(bytes)));
  return { clock, line, heard, sent, say: (hex: string) => far.write(fromHex(hex)) };
}

describe('a line to a printer', () => {
  it('gives each status byte to the question that it answers', async () => {
    const { clock, line, sent, say } = rig();
    const first = line.ask(1, 500);
    await clock.advance(500);
    expect(await first).toBeNull();
    // Asked again; then both answers come. The second one must not answer question 2.
    const again = line.ask(1, 500);
    await say('16');
    await clock.advance(1);
    expect(await again).toBe(0x16);
    const second = line.ask(2, 500);
    await say('16 12');
    await clock.advance(1);
    expect(await second).toBe(0x12);
    expect(sent).toEqual(['10 04 01', '10 04 01', '10 04 02']);
  });

  it('forgets a question whose answer was lost', async () => {
    const { clock, line, say } = rig();
    void line.ask(1, 500);
    await clock.advance(2000);
    const second = line.ask(2, 500);
    await say('12');
    await clock.advance(1);
    expect(await second).toBe(0x12);
  });

  it('gives up a reply that never ends, and hears the next', async () => {
    const { clock, line, heard, say } = rig();
    await say('5F');
    await clock.advance(300);
    void line.question(1);
    await say('16');
    await clock.advance(1);
    expect(heard).toEqual([
      { kind: 'garbage', bytes: fromHex('5F') },
      { kind: 'realTime', byte: 0x16, question: 1 },
    ]);
  });
});
