import { describe, expect, it } from 'vitest';
import { fence, processId, realTimeStatus } from './commands.ts';
import { fromHex } from './hex.fixture.ts';
import { answerTimeoutMs, beginJob, type JobEvent, type JobOutcome, type JobState, stepJob } from './machine.ts';
import { deadlineMs, type JobPlan } from './jobPlan.ts';
import { decodeStatus, type StatusQuestion } from './status.ts';

const segments = [
  { bytes: Uint8Array.of(0x41), paperMm: 10 },
  { bytes: Uint8Array.of(0x42), paperMm: 20 },
];
const plan: JobPlan = { segments, processId: null, fenced: true, speedMmPerS: 100, baudRate: 115_200, staleFences: 0 };

/** Plays a job: hex is what the printer says, `-` time passing, `x` the line dying. Returns what was written and the end. */
function play(
  script: readonly string[],
  of: JobPlan = plan,
): { written: string[]; outcome: JobOutcome | null; state: JobState } {
  const written: string[] = [];
  let step = beginJob();
  let asked: StatusQuestion | null = null;
  const note = (): void => {
    for (const effect of step.effects) {
      if (effect.do === 'ask') asked = effect.question;
      if (effect.do === 'ask') written.push(hex(realTimeStatus(effect.question)));
      if (effect.do === 'write') written.push(hex(effect.bytes));
    }
  };
  note();
  for (const line of script) {
    const events: JobEvent[] =
      line === '-'
        ? [{ is: 'timeUp' }]
        : line === 'x'
          ? [{ is: 'lineLost' }]
          : decodeStatus(fromHex(line)).replies.map(reply => ({
              is: 'heard',
              reply: reply.kind === 'realTime' ? { ...reply, question: asked } : reply,
            }));
    for (const event of events) {
      step = stepJob(of, step.next, event);
      note();
    }
  }
  return { written, outcome: step.next.at === 'done' ? step.next.outcome : null, state: step.next };
}

const fine = ['16', '12', '12', '12'];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const data = (written: readonly string[]): string[] => written.filter(each => !each.startsWith('1004'));

describe('a job that goes well', () => {
  it('asks, sends each segment behind its fence, and believes the last answer', () => {
    const { written, outcome } = play([...fine, '00', '00']);
    expect(written).toEqual([
      ...([1, 2, 3, 4] as const).map(n => hex(realTimeStatus(n))),
      `41${hex(fence)}`,
      `42${hex(fence)}`,
    ]);
    expect(outcome).toEqual({ is: 'printed', by: 'fence', paper: 'ok' });
  });

  it('believes the process id where there is one, and nothing else then', () => {
    const withId = { ...plan, processId: 'A1b2' };
    const { written, state } = play([...fine, '00', '00', '37 22 41 31 62 33 00'], withId);
    expect(written.at(-1)).toBe(`42${hex(processId('A1b2'))}`);
    expect(state.at).toBe('printing');
    expect(play([...fine, '00', '37 22 41 31 62 32 00'], withId).outcome).toMatchObject({
      is: 'printed',
      by: 'process-id',
    });
  });

  it('says that paper comes to its end', () => {
    expect(play([...fine, '00', '03']).outcome).toEqual({ is: 'printed', by: 'fence', paper: 'near-end' });
  });

  it('accepts clones with bit 7 in the first answer', () => {
    expect(play(['92', '12', '12', '12', '00', '00']).outcome).toMatchObject({ is: 'printed' });
  });
});

describe('a printer that cannot print', () => {
  it.each([
    [['1E', '32', '12', '7E'], 'paper-out'],
    [['1E', '16', '12', '12'], 'cover-open'],
    [['1E', '52', '1A', '12'], 'cutter'],
    [['1E', '52', '52', '12'], 'hot'],
    [['1A', '12', '12', '12'], 'offline'],
    [['-', '-'], 'silent'],
    [['x'], 'lost'],
    [['16', '12', 'x'], 'lost'],
  ])('%j is told before a byte of the slip is sent', (script, code) => {
    const { written, outcome } = play(script);
    expect(outcome).toEqual({ is: 'failed', code });
    expect(data(written)).toEqual([]);
  });

  it('is not judged by an answer to another question', () => {
    const drawer = { kind: 'realTime', byte: 0x16, question: 1 } as const;
    const asking = { ...beginJob().next, question: 2 } as JobState;
    expect(stepJob(plan, asking, { is: 'heard', reply: drawer }).next).toEqual(asking);
  });

  it('is asked a second time, once', () => {
    expect(play(['-', ...fine]).state.at).toBe('printing');
  });
});

describe('trouble in the middle', () => {
  it.each([
    ['paper out, told by automatic status', [...fine, '1C 00 0C 0F'], 'paper-out'],
    ['cover opened', [...fine, '00', '3C 00 00 0F'], 'cover-open'],
    ['cutter', [...fine, '00', '1C 08 00 0F'], 'cutter'],
    ['a clone that answers fences without paper', [...fine, '0F'], 'paper-out'],
    ['a clone, 0C', [...fine, '00', '0C'], 'paper-out'],
    ['paper out, found out by asking', [...fine, '-', '1E', '32', '12', '7E'], 'paper-out'],
    ['silence', [...fine, '-', '-', '-'], 'silent'],
    ['line lost', [...fine, '00', 'x'], 'lost'],
    ['line lost while asking why', [...fine, '-', 'x'], 'lost'],
  ])('%s: unknown, and nothing is sent again', (_, script, code) => {
    const { written, outcome } = play(script);
    expect(outcome).toMatchObject({ is: 'unknown', code });
    const sent = data(written);
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('counts the fence that is still owed', () => {
    expect(play([...fine, '1C 00 0C 0F']).outcome).toMatchObject({ unansweredFences: 1 });
  });

  it('waits for a hot head to cool down', () => {
    expect(play([...fine, '1C 40 00 0F', '00', '00']).outcome).toMatchObject({ is: 'printed' });
  });

  it('gives a printer that is well as much time again', () => {
    const { written, outcome } = play([...fine, '-', ...fine, '00', '00']);
    expect(outcome).toMatchObject({ is: 'printed' });
    expect(data(written)).toHaveLength(2);
  });

  it('says "unknown" about a silent printer within five seconds (F37)', () => {
    const slip = { bytes: new Uint8Array(720), paperMm: 70 };
    expect(deadlineMs({ ...plan, speedMmPerS: 60 }, slip) + 2 * answerTimeoutMs).toBeLessThan(5000);
  });

  it('takes an answer that is only late', () => {
    expect(play([...fine, '-', '00', '00']).outcome).toMatchObject({ is: 'printed' });
  });

  it('goes on when the printer is well but never answers fences, and confirms nothing', () => {
    const { written, outcome } = play([...fine, '-', ...fine, '-', ...fine, '-', ...fine, '-', ...fine]);
    expect(data(written)).toHaveLength(2);
    expect(outcome).toEqual({ is: 'unknown', code: 'unconfirmed', unansweredFences: 2 });
  });
});

describe('noise', () => {
  it('before the job: printing goes on, unconfirmed (F38)', () => {
    const { written, outcome } = play(['FF', '-', 'C1', '-', 'C1', '-', '-', '00', '00']);
    expect(data(written)).toHaveLength(2);
    expect(outcome).toEqual({ is: 'unknown', code: 'unconfirmed', unansweredFences: 0 });
  });

  it('before the job, once: everything is asked again', () => {
    expect(play(['FF', ...fine, ...fine, '00', '00']).outcome).toMatchObject({ is: 'printed' });
    expect(play(['FF', ...fine, '1E', '32', '12', '7E']).outcome).toEqual({ is: 'failed', code: 'paper-out' });
  });

  it('during the job: one byte proves nothing any more', () => {
    expect(play([...fine, 'FF', '00', '00']).outcome).toMatchObject({ is: 'unknown', code: 'unconfirmed' });
  });

  it('does not shake a process id', () => {
    const withId = { ...plan, processId: 'A1b2' };
    expect(play([...fine, 'FF', '00', '37 22 41 31 62 32 00'], withId).outcome).toMatchObject({ is: 'printed' });
  });
});

describe('after a doubt', () => {
  const cleanUp: JobPlan = { ...plan, segments: [segments[0]!], staleFences: 1 };

  it('does not take an old answer for the new one', () => {
    expect(play([...fine, '00'], cleanUp).outcome).toBeNull();
    expect(play([...fine, '00', '00'], cleanUp).outcome).toMatchObject({ is: 'printed' });
  });

  it('knows that old answers may never come', () => {
    expect(play([...fine, '00', '-'], cleanUp).outcome).toMatchObject({ is: 'printed' });
  });
});
