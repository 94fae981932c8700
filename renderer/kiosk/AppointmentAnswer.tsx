import type { ReactNode } from 'react';
import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { OwnAppointment } from '../../hall/domain/kioskAppointments.ts';
import { failureText } from '../ui/failureText.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TicketNo, Time } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Appointment.module.css';
import type { AppointmentStep, CheckInAnswer } from './appointmentStep.ts';
import { AppointmentWhen } from './AppointmentWhen.tsx';
import { HelpLine } from './HelpLine.tsx';
import type { KioskActions } from './kioskActions.ts';
import { Notice } from './Notice.tsx';

const titles: Record<CheckInAnswer['is'], TextKey> = {
  too_early: 'appointment.tooEarly',
  other_day: 'appointment.otherDay',
  too_late: 'appointment.tooLate',
  already: 'appointment.already',
  cancelled: 'appointment.cancelled',
  not_found: 'appointment.notFound',
};

/** Why there is no number for this appointment now, and what to do instead. */
export function AppointmentAnswer({
  live,
  actions,
  step,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  step: Extract<AppointmentStep, { at: 'answer' }>;
}) {
  const { t } = useText();
  const { answer } = step;
  const isWaiting = answer.is === 'too_early' || answer.is === 'other_day';
  const sign = isWaiting ? (
    <Clock aria-hidden color="var(--primary)" />
  ) : answer.is === 'already' ? (
    <CircleCheck aria-hidden color="var(--success)" />
  ) : (
    <CircleAlert aria-hidden color="var(--warning)" />
  );
  const takesNumber = answer.is === 'too_late' || answer.is === 'cancelled';
  return (
    <Notice live={live} actions={actions} title={t(titles[answer.is])} sign={sign} bars="back">
      <WhatToDo answer={answer} />
      {step.failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(step.failure))}
        </p>
      )}
      <div className={css.answers}>
        {answer.is === 'not_found' && (
          <TouchButton kind="primary" className={css.submit} onPress={actions.goBack}>
            {t('app.again')}
          </TouchButton>
        )}
        {takesNumber && (
          <TouchButton kind="primary" className={css.submit} onPress={actions.openChoose}>
            {t('home.take')}
          </TouchButton>
        )}
        {isWaiting && (
          <CancelButton own={answer.own} isSending={step.sending !== null} onPress={actions.appointment.cancel} />
        )}
      </div>
      <HelpLine live={live} />
    </Notice>
  );
}

function WhatToDo({ answer }: { answer: CheckInAnswer }): ReactNode {
  const { t } = useText();
  switch (answer.is) {
    case 'too_early':
      return (
        <>
          <AppointmentWhen own={answer.own} />
          <p>
            <Say k="appointment.tooEarlyHint" values={{ from: <Time at={answer.from} /> }} />
          </p>
        </>
      );
    case 'other_day':
      return (
        <>
          <AppointmentWhen own={answer.own} />
          <p>{t('appointment.otherDayHint')}</p>
        </>
      );
    case 'too_late':
      return (
        <>
          <AppointmentWhen own={answer.own} />
          <p>{t('appointment.tooLateHint')}</p>
        </>
      );
    case 'already':
      return (
        <p>
          {answer.label === null ? (
            t('appointment.alreadyElsewhere')
          ) : (
            <Say k="appointment.alreadyHint" values={{ label: <TicketNo>{answer.label}</TicketNo> }} />
          )}
        </p>
      );
    case 'cancelled':
      return <p>{t('appointment.cancelledHint')}</p>;
    case 'not_found':
      return (
        <p>
          {t(
            answer.typo
              ? 'appointment.typoHint'
              : answer.isSure
                ? 'appointment.notFoundHint'
                : 'appointment.unsureHint',
          )}
        </p>
      );
  }
}

function CancelButton({
  own,
  isSending,
  onPress,
}: {
  own: OwnAppointment;
  isSending: boolean;
  onPress: (appointment: OwnAppointment['appointment']) => void;
}) {
  const { t } = useText();
  return (
    <TouchButton kind="quiet" className={css.other} isDisabled={isSending} onPress={() => onPress(own.appointment)}>
      {t('appointment.cancel')}
    </TouchButton>
  );
}
