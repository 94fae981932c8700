import { type HallSetup, hallSetupSchema } from '../../../hall/domain/hallSetup.ts';
import type { Text } from '../../../hall/domain/language.ts';
import { text } from '../../ui/i18n.ts';

/** One queue and one counter, enough to give and call a number; everything else is as it comes. */
export function emptyHall({ example, hall }: HallSetup): HallSetup {
  const word = 'admin.wizard.emptyQueue';
  const name: Text = { zh: text('zh', word), ug: text('ug', word), en: text('en', word) };
  return hallSetupSchema.parse({
    example,
    hall,
    queues: [{ id: 'queue-1', letter: 'A', name, mostUsed: true }],
    counters: [{ id: 'counter-1', number: 1, queues: [] }],
  });
}
