import { describe, expect, it } from 'vitest';
import { countersServing, findCounter, findQueue, hallSetupSchema, queuesServedBy } from './hallSetup.ts';
import { counterIdSchema, queueIdSchema } from './ids.ts';
import { directionOf, languageShown, textIn } from './language.ts';

const text = (zh: string) => ({ zh, ug: null, en: null });
const queue = (id: string, letter: string) => ({
  id,
  letter,
  name: text(id),
  department: null,
  area: null,
  mostUsed: false,
});
const raw = {
  hall: { id: 1, name: text('大厅') },
  queues: [queue('household', 'A'), queue('tax', 'B')],
  counters: [
    { id: 'c1', number: 1, queues: [] },
    { id: 'c2', number: 2, queues: ['tax'] },
  ],
};

describe('hall setup', () => {
  it('says who serves what', () => {
    const setup = hallSetupSchema.parse(raw);
    const [household, tax] = setup.queues.map(q => q.id);
    expect(queuesServedBy(setup, setup.counters[0]!).map(q => q.id)).toEqual([household, tax]);
    expect(queuesServedBy(setup, setup.counters[1]!).map(q => q.id)).toEqual([tax]);
    expect(countersServing(setup, household!).map(c => c.number)).toEqual([1]);
    expect(countersServing(setup, tax!).map(c => c.number)).toEqual([1, 2]);
    expect(findQueue(setup, queueIdSchema.parse('tax'))?.letter).toBe('B');
    expect(findQueue(setup, queueIdSchema.parse('none'))).toBeNull();
    expect(findCounter(setup, counterIdSchema.parse('c2'))?.number).toBe(2);
    expect(findCounter(setup, counterIdSchema.parse('c9'))).toBeNull();
  });

  it('refuses two queues with one letter, two counters with one number, and queues that do not exist', () => {
    const wrong = [
      { ...raw, queues: [queue('household', 'A'), queue('tax', 'A')] },
      { ...raw, queues: [queue('tax', 'A'), queue('tax', 'B')] },
      {
        ...raw,
        counters: [
          { id: 'c1', number: 1, queues: [] },
          { id: 'c2', number: 1, queues: [] },
        ],
      },
      { ...raw, counters: [{ id: 'c1', number: 1, queues: ['nothing'] }] },
      { ...raw, queues: [] },
      { ...raw, queues: [{ ...queue('tax', 'A'), area: 'nowhere' }], counters: [{ id: 'c1', number: 1, queues: [] }] },
      { ...raw, services: [{ id: 'x', name: text('x'), queue: 'nothing' }] },
      { ...raw, counters: [{ id: 'c1', number: 1, queues: ['tax', 'tax'] }] },
    ];
    for (const setup of wrong) expect(hallSetupSchema.safeParse(setup).success).toBe(false);
  });
});

describe('texts', () => {
  it('fall back to Chinese, and the page is told', () => {
    const half = { zh: '户籍', ug: null, en: 'Household' };
    expect(textIn(half, 'en')).toBe('Household');
    expect(textIn(half, 'ug')).toBe('户籍');
    expect(languageShown(half, 'ug')).toBe('zh');
    expect(languageShown(half, 'en')).toBe('en');
  });

  it('run from the right in Uyghur only', () => {
    expect((['zh', 'ug', 'en'] as const).map(directionOf)).toEqual(['ltr', 'rtl', 'ltr']);
  });
});
