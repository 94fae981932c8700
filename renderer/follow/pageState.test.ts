import { describe, expect, it } from 'vitest';
import type { FollowView } from '../../hall/domain/followApi.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { afterNews, firstState, isCallNews } from './pageState.ts';

const view = (at: FollowView['at'], more: Partial<FollowView> = {}): FollowView => ({
  hall: { zh: '大厅', ug: null, en: null },
  label: labelSchema.parse('A017'),
  queueName: { zh: '业务', ug: null, en: null },
  area: null,
  at,
  ahead: 2,
  wait: null,
  counter: null,
  counters: [3],
  language: 'ug',
  ...more,
});

describe('the page of a phone', () => {
  it('speaks the language of the ticket until another one is chosen', () => {
    const seen = afterNews(firstState('zh'), { is: 'view', view: view('waiting') }, 1);
    expect(seen.language).toBe('ug');
    const chosen = { ...seen, language: 'en', isChosen: true } as const;
    expect(afterNews(chosen, { is: 'view', view: view('waiting') }, 2).language).toBe('en');
  });

  it('keeps what it knew when the line is lost, and says so', () => {
    const seen = afterNews(firstState('zh'), { is: 'view', view: view('waiting') }, 1);
    const lost = afterNews(seen, { is: 'lost' }, 9);
    expect(lost).toMatchObject({ isLost: true, heardAt: 1, view: { at: 'waiting' } });
    expect(afterNews(lost, { is: 'view', view: view('waiting') }, 10)).toMatchObject({ isLost: false, heardAt: 10 });
  });

  it('no longer asks about giving up once the number was called', () => {
    const asking = {
      ...afterNews(firstState('zh'), { is: 'view', view: view('waiting') }, 1),
      giveUp: 'asking',
    } as const;
    expect(afterNews(asking, { is: 'view', view: view('waiting') }, 2).giveUp).toBe('asking');
    const called = afterNews(asking, { is: 'view', view: view('called', { counter: 3 }) }, 3);
    expect(called.giveUp).toBe('no');
    expect(isCallNews(asking, called)).toBe(true);
    expect(isCallNews(called, called)).toBe(false);
    expect(isCallNews(firstState('zh'), called)).toBe(false);
  });

  it('forgets a ticket the hall does not know', () => {
    const seen = afterNews(firstState('zh'), { is: 'view', view: view('waiting') }, 1);
    expect(afterNews(seen, { is: 'unknown' }, 2)).toMatchObject({ view: null, isUnknown: true, isLost: false });
  });
});
