import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallSetupSchema } from '../../hall/domain/hallSetup.ts';
import { changeDraft, changedSections, type Draft, openDraft, redo, undo } from './draft.ts';

const setup = hallSetupSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8')),
);
const opened = openDraft({ revision: 3, savedAt: null, account: null, how: 'edit', setup });
const named = (draft: Draft, zh: string, field: string) =>
  changeDraft(draft, {
    setup: { ...draft.setup, hall: { ...draft.setup.hall, name: { zh, ug: null, en: null } } },
    field,
  });

describe('a draft', () => {
  it('goes back and forth over any edits and ends where it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 20 }), names => {
        const edited = names.reduce((draft, name, at) => named(draft, name, `field ${at}`), opened);
        const back = names.reduce(undo, edited);
        expect(back.setup).toBe(setup);
        expect(names.reduce(redo, back).setup).toBe(edited.setup);
      }),
    );
  });

  it('takes the letters of one word as one step', () => {
    const typed = named(named(named(opened, '新', 'name'), '新大', 'name'), '新大厅', 'name');
    expect(undo(typed).setup).toBe(setup);
  });

  it('names what differs, and nothing once it is as before', () => {
    expect([...changedSections(opened)]).toEqual([]);
    expect([...changedSections(named(opened, '新名', 'name'))]).toEqual(['hall']);
    const same = named(opened, setup.hall.name.zh, 'name');
    const restored = changeDraft(same, { setup: { ...setup, hall: { ...setup.hall } }, field: 'hall' });
    expect([...changedSections(restored)]).toEqual([]);
  });
});
