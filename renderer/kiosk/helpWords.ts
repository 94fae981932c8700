import type { TextKey } from '../ui/i18n.ts';
import type { KioskState } from './kioskState.ts';

/** What a citizen is told about a call for staff. */
export const helpWords: Readonly<Record<NonNullable<KioskState['help']>, { title: TextKey; hint: TextKey | null }>> = {
  sending: { title: 'help.sending', hint: null },
  told: { title: 'help.told', hint: 'help.toldHint' },
  coming: { title: 'help.coming', hint: 'help.comingHint' },
  unreached: { title: 'help.unreached', hint: 'help.unreachedHint' },
  ended: { title: 'help.ended', hint: null },
};
