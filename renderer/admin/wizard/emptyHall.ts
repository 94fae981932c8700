import type { HallSetup } from '../../../hall/domain/hallSetup.ts';
import { counterIdSchema } from '../../../hall/domain/ids.ts';
import { languages, type Text } from '../../../hall/domain/language.ts';
import { text } from '../../ui/i18n.ts';
import { newQueue } from '../queueEdits.ts';

/** One queue and one counter, enough to give and call a number; name and rules of the hall stay. */
export function emptyHall(setup: HallSetup): HallSetup {
  const [zh = '', ug = '', en = ''] = languages.map(language => text(language, 'admin.wizard.emptyQueue'));
  const name: Text = { zh, ug, en };
  const bare: HallSetup = { ...setup, areas: [], departments: [], services: [], queues: [], counters: [] };
  return {
    ...bare,
    queues: [{ ...newQueue(bare), name, mostUsed: true }],
    counters: [{ id: counterIdSchema.parse('counter-1'), number: 1, queues: [] }],
    calling: { ...setup.calling, speaks: {} },
  };
}
