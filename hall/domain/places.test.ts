import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, departmentOf, hallSetupSchema } from './hallSetup.ts';

const text = (zh: string) => ({ zh, ug: null, en: null });
const old = (queues: readonly { area: string | null; department: string | null }[]) => ({
  hall: { id: 1, name: text('大厅') },
  queues: queues.map(({ area, department }, at) => ({
    id: `q${at}`,
    letter: String.fromCharCode(65 + at),
    name: text(`业务${at}`),
    area: area === null ? null : text(area),
    department: department === null ? null : text(department),
    mostUsed: false,
  })),
  counters: [{ id: 'c1', number: 1, queues: [] }],
});
const place = fc.option(fc.constantFrom('一楼', '二楼', '三楼'), { nil: null });

describe('documents of the first version', () => {
  it('keep what every queue said about its area and department, and equal texts are one place', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ area: place, department: place }), { minLength: 1, maxLength: 20 }), queues => {
        const setup = hallSetupSchema.parse(old(queues));
        expect(setup.queues.map(queue => areaOf(setup, queue)?.zh ?? null)).toEqual(queues.map(({ area }) => area));
        expect(setup.queues.map(queue => departmentOf(setup, queue)?.zh ?? null)).toEqual(
          queues.map(({ department }) => department),
        );
        expect(setup.areas).toHaveLength(new Set(queues.map(({ area }) => area).filter(Boolean)).size);
        // What was read once is read again unchanged: the lifting is over.
        expect(hallSetupSchema.parse(JSON.parse(JSON.stringify(setup)))).toEqual(setup);
      }),
    );
  });

  it('never take an id that the lists have already', () => {
    const document = { ...old([{ area: '二楼', department: null }]), areas: [{ id: 'area-2', name: text('一楼') }] };
    const setup = hallSetupSchema.parse(document);
    expect(setup.areas.map(({ id }) => id)).toEqual(['area-2', 'area-3']);
    expect(areaOf(setup, setup.queues[0]!)?.zh).toBe('二楼');
  });

  it('that are no documents at all are refused, not thrown at', () => {
    for (const nothing of [null, 7, [], { queues: 3 }, { ...old([]), areas: 3 }, { queues: [null, 3] }])
      expect(hallSetupSchema.safeParse(nothing).success).toBe(false);
  });
});
