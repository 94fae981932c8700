import { describe, expect, it } from 'vitest';
import { hallSetupSchema } from './hallSetup.ts';
import { publicQueueName } from './publicName.ts';

const text = (zh: string) => ({ zh, ug: null, en: null });
const setupWith = (services: readonly { queue: string; isPrivate: boolean }[]) =>
  hallSetupSchema.parse({
    hall: { id: 1, name: text('大厅') },
    queues: [{ id: 'a', letter: 'A', name: text('婚姻'), mostUsed: false }],
    counters: [{ id: 'c1', number: 1, queues: [] }],
    services: services.map((service, at) => ({ ...service, id: `s${at}`, name: text(`事项${at}`) })),
  });
const nameOf = (setup: ReturnType<typeof setupWith>) => publicQueueName(setup, setup.queues[0]!)?.zh ?? null;

describe('what may be named in public (S26)', () => {
  it('is not the queue that serves private matters only', () => {
    expect(nameOf(setupWith([{ queue: 'a', isPrivate: true }]))).toBeNull();
  });

  it('a queue in which one of several services is private may be named: it does not tell which', () => {
    const both = [
      { queue: 'a', isPrivate: true },
      { queue: 'a', isPrivate: false },
    ];
    expect(nameOf(setupWith(both))).toBe('婚姻');
    expect(nameOf(setupWith([]))).toBe('婚姻');
  });
});
