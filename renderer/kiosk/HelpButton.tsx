import { BellRing, HandHelping } from 'lucide-react';
import type { KioskEntries, OwnHelp } from '../../hall/domain/liveEntries.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import type { KioskActions } from './kioskActions.ts';

/** What fits a button; who was not reached may try again. */
const short: Readonly<Record<OwnHelp['at'], TextKey>> = {
  sending: 'help.call',
  told: 'help.toldShort',
  coming: 'help.coming',
  unreached: 'help.call',
};

/** Calls staff, on every screen at the same place; while a call is open it says what became of it. */
export function HelpButton({
  live,
  actions,
  className,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  className: string | undefined;
}) {
  const { t } = useText();
  const help = useLiveEntry(live, 'help');
  const Sign = help === null ? HandHelping : BellRing;
  return (
    <TouchButton kind="quiet" className={className} onPress={actions.callStaff}>
      <Sign size="1.2em" aria-hidden />
      {t(help === null ? 'help.call' : short[help.at])}
    </TouchButton>
  );
}
