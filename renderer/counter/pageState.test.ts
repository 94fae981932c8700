import { describe, expect, it } from 'vitest';
import type { Session } from '../../hall/domain/hallApi.ts';
import { accountIdSchema, counterIdSchema } from '../../hall/domain/ids.ts';
import { atWork, type PageEvent, type PageState, signedOut, step } from './pageState.ts';

const one = { id: counterIdSchema.parse('c1'), number: 1 };
const two = { id: counterIdSchema.parse('c2'), number: 2 };
const session = (mustChangePin: boolean, counters = [one, two]): Session => ({
  token: 'secret',
  account: accountIdSchema.parse('2001'),
  role: 'clerk',
  mustChangePin,
  counters,
});
const play = (...events: PageEvent[]): PageState => events.reduce(step, signedOut as PageState);

describe('steps of the counter page', () => {
  it('leads from the first PIN to a counter', () => {
    const first: PageEvent = { is: 'signedIn', session: session(true), pin: '271828' };
    expect(play({ is: 'asked' }, first)).toMatchObject({ at: 'newPin', pin: '271828' });
    expect(play(first, { is: 'pinsDiffer' })).toMatchObject({ at: 'newPin', isDifferent: true });
    const changed: PageEvent = { is: 'pinChanged', session: session(false) };
    expect(play(first, changed)).toMatchObject({ at: 'choose' });
    expect(play(first, changed, { is: 'chosen', counter: two.id })).toMatchObject({ at: 'console', counter: 'c2' });
    expect(JSON.stringify(play(first, changed))).not.toContain('271828');
  });

  it('does not ask which counter when there is only one', () => {
    expect(play({ is: 'signedIn', session: session(false, [one]), pin: '1' })).toMatchObject({ counter: 'c1' });
    expect(atWork(session(false), counterIdSchema.parse('gone')).at).toBe('choose');
  });

  it('knows how long an account is locked', () => {
    const failure = { code: 'locked', message: '', retryAfterSeconds: 30 } as const;
    expect(play({ is: 'signInFailed', failure, nowMs: 1000 })).toMatchObject({ lockedUntilMs: 31_000, isBusy: false });
  });

  it('goes back to the sign-in when the session ends, and says so', () => {
    const atCounter: PageEvent[] = [
      { is: 'signedIn', session: session(false), pin: '1' },
      { is: 'chosen', counter: one.id },
    ];
    expect(play(...atCounter, { is: 'expired' })).toMatchObject({ at: 'signIn', failure: { code: 'unauthorized' } });
    expect(play(...atCounter, { is: 'signedOut' })).toEqual(signedOut);
    expect(play(...atCounter, { is: 'signedOut' }, { is: 'expired' })).toEqual(signedOut);
  });

  it('ignores what belongs to another step', () => {
    expect(play({ is: 'chosen', counter: one.id })).toBe(signedOut);
    expect(play({ is: 'leftCounter' })).toBe(signedOut);
  });
});
