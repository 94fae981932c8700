import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntries, useLiveEntry } from '../ui/useLive.ts';
import css from './Appointment.module.css';
import { Frame } from './Frame.tsx';
import { HelpLine } from './HelpLine.tsx';
import type { KioskActions } from './kioskActions.ts';

/** For which service? Only those that take appointments. */
export function ChooseAppointmentQueue({ live, actions }: { live: LiveStream<KioskEntries>; actions: KioskActions }) {
  const { t } = useText();
  const entries = useLiveEntries(live);
  const queues = useLiveEntry(live, 'appointments')?.queues ?? [];
  return (
    <Frame live={live} actions={actions} title={t('appointment.chooseQueue')}>
      <div className={css.list}>
        {queues.map(id => {
          const queue = entries[`queue:${id}`];
          return (
            queue !== undefined && (
              <TouchButton key={id} className={css.row} onPress={() => actions.appointment.chooseQueue(id)}>
                <TextOf text={queue.name} />
              </TouchButton>
            )
          );
        })}
      </div>
      <HelpLine live={live} />
    </Frame>
  );
}
