import { useEffect, useRef } from 'react';
import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import type { ClassId } from '../../hall/domain/priorityClass.ts';
import { useText } from '../ui/i18n.ts';
import { TicketNo } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './MoveDialog.module.css';

/** Gives a waiting number a priority class or takes it away. Escape leaves it as it is. */
export function ClassDialog({
  ticket,
  classes,
  send,
  close,
}: {
  ticket: CounterTicket;
  classes: CounterEntries['calling']['classes'];
  send: (priorityClass: ClassId | null) => void;
  close: () => void;
}) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const give = (id: ClassId | null) => {
    close();
    send(id);
  };
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={t('matters.give')} onClose={close}>
      <h2 className={css.title}>
        <Say k="matters.giveTo" values={{ label: <TicketNo>{ticket.label}</TicketNo> }} />
      </h2>
      {classes.map(({ id, name, reason }) => (
        <TouchButton key={id} className={css.choice} isPressedDown={ticket.class === id} onPress={() => give(id)}>
          <TextOf text={name} /> · <TextOf text={reason} />
        </TouchButton>
      ))}
      <TouchButton className={css.choice} isPressedDown={ticket.class === null} onPress={() => give(null)}>
        {t('matters.noClass')}
      </TouchButton>
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </dialog>
  );
}
