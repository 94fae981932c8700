import type { AppointmentCalendar } from '../../hall/domain/appointmentApi.ts';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { failureText } from '../ui/failureText.ts';
import { formatDate } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Appointment.module.css';
import type { AppointmentStep } from './appointmentStep.ts';
import { Frame } from './Frame.tsx';
import { HelpLine } from './HelpLine.tsx';
import type { KioskActions } from './kioskActions.ts';
import { PageButtons } from './PageButtons.tsx';

const daysPerPage = 8;
const slotsPerPage = 18;

type Day = AppointmentCalendar['days'][number];

/** First the day, then the time; what is full is shown and cannot be pressed. */
export function ChooseSlot({
  live,
  actions,
  step,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  step: Extract<AppointmentStep, { at: 'calendar' }>;
}) {
  const { t, language } = useText();
  const days = step.calendar?.days ?? [];
  const day = days.find(one => one.day === step.day) ?? null;
  const perPage = day === null ? daysPerPage : slotsPerPage;
  const pages = Math.max(1, Math.ceil((day === null ? days : day.slots).length / perPage));
  const page = Math.min(step.page, pages - 1);
  const part = <T,>(list: readonly T[]) => list.slice(page * perPage, (page + 1) * perPage);
  const lead = (
    <>
      {day !== null && <p className={css.day}>{formatDate(noonOf(day.day), language)}</p>}
      {step.failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(step.failure))}
        </p>
      )}
    </>
  );
  return (
    <Frame
      live={live}
      actions={actions}
      title={t(day === null ? 'appointment.chooseDay' : 'appointment.chooseTime')}
      lead={lead}
    >
      {step.calendar !== null && days.length === 0 && <p>{t('appointment.noDays')}</p>}
      {day === null ? (
        <div className={css.list}>
          {part(days).map(one => (
            <DayButton key={one.day} day={one} onPress={() => actions.appointment.chooseDay(one.day)} />
          ))}
        </div>
      ) : (
        <div className={css.slots} aria-busy={step.sending !== null}>
          {part(day.slots).map(({ startsAt, free }) => (
            <TouchButton
              key={startsAt}
              className={css.slot}
              isDisabled={free === 0 || step.sending !== null}
              onPress={() => actions.appointment.book(startsAt)}
            >
              <strong>
                <Time at={startsAt} />
              </strong>
              <Free free={free} />
            </TouchButton>
          ))}
        </div>
      )}
      <PageButtons page={page} pages={pages} onTurn={actions.appointment.turnPage} />
      <HelpLine live={live} />
    </Frame>
  );
}

function DayButton({ day, onPress }: { day: Day; onPress: () => void }) {
  const { language } = useText();
  const free = day.slots.reduce((sum, slot) => sum + slot.free, 0);
  return (
    <TouchButton className={css.row} isDisabled={free === 0} onPress={onPress}>
      <bdi>{formatDate(noonOf(day.day), language)}</bdi>
      <Free free={free} />
    </TouchButton>
  );
}

function Free({ free }: { free: number }) {
  const { t } = useText();
  return (
    <span className={css.free}>
      {free === 0 ? t('appointment.full') : <Say k="appointment.free" count={free} values={{ n: <Num>{free}</Num> }} />}
    </span>
  );
}

function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00+08:00`);
}
