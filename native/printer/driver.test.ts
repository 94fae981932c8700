import { describe, it, type TestContext } from 'vitest';
import { paperBitmap } from './paper.ts';
import { paperQr } from './paperQr.fixture.ts';
import { memoryRig, type Rig } from './rig.fixture.ts';
import type { PrinterFaultName } from './simulatorControl.ts';
import type { SlipDocument } from './slip.ts';
import { plainTicketSlip, ticketSlip } from './ticketSlip.fixture.ts';

/** Each test has its own printer, so that all can wait at the same time. */
async function ready(context: TestContext, faults: readonly PrinterFaultName[] = []): Promise<Rig> {
  const rig = memoryRig();
  context.onTestFinished(rig.close);
  for (const fault of faults) rig.simulator.control.setFault(fault, true);
  await rig.until(status => status.at === 'ready');
  return rig;
}

describe.concurrent('printing', () => {
  it('puts the whole slip on one paper and knows it', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    expect(await printer.print(ticketSlip, 'job-1')).toEqual({
      jobId: 'job-1',
      is: 'printed',
      by: 'process-id',
      paper: 'ok',
    });
    const [paper] = simulator.control.papers();
    expect(simulator.control.papers()).toHaveLength(1);
    expect(paper!.lines.map(line => line.trim())).toEqual(
      expect.arrayContaining(['吐鲁番市政务服务大厅', 'A017', '不动产登记']),
    );
    expect(paperQr(await paperBitmap(paper!))).toBe('https://hall.example/t/8Q2M-4F7K-A017');
    expect(simulator.control.state().unknownCommands).toEqual([]);
    expect(simulator.control.state().heldUpBytes).toBe(0);
  });

  it('confirms by fences where there are no process ids', async context => {
    const { expect } = context;
    const rig = await ready(context, ['no-gs-h']);
    expect(await rig.printer.print(ticketSlip, 'a')).toMatchObject({ is: 'printed', by: 'fence' });
  });

  it('prints one job after the other', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    const outcomes = await Promise.all(['a', 'b', 'c'].map(id => printer.print(plainTicketSlip, id)));
    expect(outcomes.map(outcome => outcome.is)).toEqual(['printed', 'printed', 'printed']);
    expect(simulator.control.papers().map(paper => paper.lines[2])).toEqual(['A017', 'A017', 'A017']);
  });

  it('says that paper comes to its end, and prints', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.setFault('near-end', true);
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'printed', paper: 'near-end' });
    expect(printer.status.get()).toMatchObject({ at: 'ready', paper: 'near-end' });
  });

  it('refuses a slip that cannot be laid out', async context => {
    const { expect } = context;
    const { printer } = await ready(context);
    const slip: SlipDocument = {
      widthMm: 80,
      lines: [{ kind: 'qr', text: 'x'.repeat(5000), moduleDots: 4, level: 'H', align: 'center', label: '' }],
    };
    expect(await printer.print(slip, 'a')).toEqual({ jobId: 'a', is: 'failed', code: 'qr-too-long' });
  });

  it('is neither hurried nor confused by a slow printer', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.setFault('slow', true);
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'printed' });
  });
});

describe.concurrent('a printer in trouble before the job', () => {
  it.for([
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
    ['head-hot', 'hot'],
    ['offline', 'offline'],
  ] as const)('%s: failed, nothing on paper, and printed when it is well again', async ([fault, code], context) => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.setFault(fault, true);
    expect(await printer.print(plainTicketSlip, 'a')).toEqual({ jobId: 'a', is: 'failed', code });
    expect(printer.status.get()).toMatchObject({ at: 'faulty', code });
    expect(simulator.control.fragment().marks).toEqual([]);
    simulator.control.setFault(fault, false);
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'printed' });
    expect(simulator.control.papers()).toHaveLength(1);
  });

  it('without a line: failed', async context => {
    const { expect } = context;
    const { printer, unplug } = await ready(context);
    await unplug();
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'failed', code: 'lost' });
    expect(printer.status.get().at).toBe('offline');
  });
});

describe.concurrent('trouble in the middle of a job', () => {
  it('paper out: unknown, nothing by itself, the fragment is cut off, the reprint is whole', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.runOutAfter({ mm: 30 });
    expect(await printer.print(ticketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'paper-out' });
    expect(simulator.control.papers()).toHaveLength(0);
    simulator.control.refill();
    expect(await printer.print(ticketSlip, 'a')).toMatchObject({ is: 'printed' });
    const papers = simulator.control.papers();
    expect(papers).toHaveLength(2);
    expect(paperQr(await paperBitmap(papers[0]!))).toBeNull();
    expect(paperQr(await paperBitmap(papers[1]!))).toBe('https://hall.example/t/8Q2M-4F7K-A017');
    expect(papers[1]!.lines[0]).toBe('吐鲁番市政务服务大厅');
  });

  it('the same without process ids: the late answer to an old fence is not taken for the new slip', async context => {
    const { expect } = context;
    const rig = await ready(context, ['no-gs-h']);
    rig.simulator.control.runOutAfter({ fences: 1 });
    expect(await rig.printer.print(ticketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'paper-out' });
    rig.simulator.control.refill();
    expect(await rig.printer.print(ticketSlip, 'a')).toMatchObject({ is: 'printed', by: 'fence' });
    expect(rig.simulator.control.papers()).toHaveLength(2);
    expect(rig.simulator.control.state().isPrinting).toBe(false);
  });

  it('cutter jam: unknown; cleared by a person, recovered by DLE ENQ', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.setFault('cutter-jam', true);
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'cutter' });
    expect(await printer.print(plainTicketSlip, 'b')).toMatchObject({ is: 'failed', code: 'cutter' });
    simulator.control.setFault('cutter-jam', false);
    expect(await printer.recover()).toBe(true);
    expect(await printer.print(plainTicketSlip, 'b')).toMatchObject({ is: 'printed' });
    expect(simulator.control.papers()).toHaveLength(2);
  });

  it('silence after the data: unknown, never sent again (F37)', async context => {
    const { expect } = context;
    const { printer, simulator, until } = await ready(context);
    simulator.control.setFault('silent-after-data', true);
    const started = performance.now();
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'silent' });
    expect(performance.now() - started).toBeLessThan(10_000);
    await until(status => status.at === 'offline');
    simulator.control.powerCycle();
    simulator.control.setFault('silent-after-data', false);
    await until(status => status.at === 'ready');
    expect(await printer.print(plainTicketSlip, 'b')).toMatchObject({ is: 'printed' });
    const whole = simulator.control.papers().filter(paper => paper.lines.includes('A017'));
    expect(whole).toHaveLength(1);
  });

  it('unplugged in the middle of a band: unknown, and the next slip starts clean', async context => {
    const { expect } = context;
    const { printer, simulator, unplug, plugIn, until } = await ready(context);
    const outcome = printer.print(ticketSlip, 'a');
    await expect.poll(() => simulator.control.state().printedMm, { interval: 2, timeout: 10_000 }).toBeGreaterThan(8);
    await unplug();
    expect(await outcome).toMatchObject({ is: 'unknown', code: 'lost' });
    // What a torn line leaves: the first half of a raster command.
    simulator.onHostBytes(Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 24, 0, 0xff, 0xff));
    await plugIn();
    await until(status => status.at === 'ready');
    expect(await printer.print(ticketSlip, 'b')).toMatchObject({ is: 'printed' });
    const last = simulator.control.papers().at(-1)!;
    expect(last.lines[0]).toBe('吐鲁番市政务服务大厅');
    expect(paperQr(await paperBitmap(last))).toBe('https://hall.example/t/8Q2M-4F7K-A017');
  });
});

describe.concurrent('answers of clones and noise', () => {
  it('garbage for status: the slip is printed and marked unconfirmed (F38)', async context => {
    const { expect } = context;
    const { printer, simulator } = await ready(context);
    simulator.control.setFault('garbage-status', true);
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'unconfirmed' });
    expect(simulator.control.papers().filter(paper => paper.lines.includes('A017'))).toHaveLength(1);
  });

  it('no GS r at all: printed, unconfirmed, in one piece', async context => {
    const { expect } = context;
    const rig = await ready(context, ['no-gs-r', 'no-gs-h']);
    expect(await rig.printer.print(ticketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'unconfirmed' });
    await expect.poll(() => rig.simulator.control.papers().length, { timeout: 10_000 }).toBe(1);
    expect(rig.simulator.control.fragment().marks).toEqual([]);
  });

  it('a clone that throws data away without paper and answers 0F', async context => {
    const { expect } = context;
    const rig = await ready(context, ['clone-fence', 'no-gs-h']);
    rig.simulator.control.runOutAfter({ mm: 20 });
    expect(await rig.printer.print(ticketSlip, 'a')).toMatchObject({ is: 'unknown', code: 'paper-out' });
  });

  it('noise between jobs changes nothing', async context => {
    const { expect } = context;
    const { printer, noise } = await ready(context);
    noise(Uint8Array.of(0xff, 0x37, 0x14, 0x00, 0xc1, 0x5f));
    await new Promise(resolve => {
      setTimeout(resolve, 600);
    });
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'printed' });
  });

  it('sees the slip that nobody took', async context => {
    const { expect } = context;
    const { printer, simulator, until } = await ready(context);
    simulator.control.watchMouth();
    expect(await printer.print(plainTicketSlip, 'a')).toMatchObject({ is: 'printed' });
    await until(status => status.slipNotTaken);
    simulator.control.takeSlip();
    await until(status => !status.slipNotTaken);
  });
});
