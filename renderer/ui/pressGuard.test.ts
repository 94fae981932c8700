import { describe, expect, it } from 'vitest';
import { createPressGuard } from './pressGuard.ts';

const press = (atMs: number, x: number, control = 'a') => ({ atMs, place: { x, y: 0 }, control });

describe('press guard', () => {
  it('takes a double tap as one, also when the page changed under the finger', () => {
    const guard = createPressGuard(60);
    expect(guard.accepts(press(0, 10, 'take'), 400)).toBe(true);
    expect(guard.accepts(press(180, 30, 'queue'), 400)).toBe(false);
    expect(guard.accepts(press(420, 10, 'queue'), 400)).toBe(true);
  });

  it('lets two different buttons through at any speed', () => {
    const guard = createPressGuard(60);
    expect(guard.accepts(press(0, 10), 400)).toBe(true);
    expect(guard.accepts(press(5, 300), 400)).toBe(true);
  });

  it('guards a key by its control', () => {
    const guard = createPressGuard(60);
    expect(guard.accepts({ atMs: 0, place: null, control: 'a' }, 400)).toBe(true);
    expect(guard.accepts({ atMs: 50, place: null, control: 'a' }, 400)).toBe(false);
    expect(guard.accepts({ atMs: 60, place: null, control: 'b' }, 400)).toBe(true);
  });
});
