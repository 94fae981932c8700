import { longestSlipText, readSlipCode } from '../../hall/domain/slipCode.ts';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { CounterEntries } from '../../hall/domain/hallApi.ts';
import type { QueueId } from '../../hall/domain/ids.ts';
import { useText } from '../ui/i18n.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CommandDetail } from './counterStore.ts';
import { holdReasons, holdReasonText } from './holdReasonText.ts';
import { labelTyped } from './labelTyped.ts';
import css from './MoveDialog.module.css';
import { submitOnEnter } from '../ui/submitOnEnter.ts';

export type MoveVerb = 'hold' | 'transfer' | 'call';
type Targets = CounterEntries['targets'];
type Parts = { send: (detail: CommandDetail) => void; close: () => void };

const titles = {
  hold: 'counter.holdReason.title',
  transfer: 'counter.transferTo',
  call: 'counter.callNumber',
} as const;

/** What a hold, a transfer or the call of a certain number has to be told. Escape leaves it. */
export function MoveDialog({ verb, targets, send, close }: Parts & { verb: MoveVerb; targets: Targets }) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const parts: Parts = {
    send: detail => {
      close();
      send(detail);
    },
    close,
  };
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={t(titles[verb])} onClose={close}>
      <h2 className={css.title}>{t(titles[verb])}</h2>
      {verb === 'hold' && <Hold {...parts} />}
      {verb === 'transfer' && <Transfer {...parts} targets={targets} />}
      {verb === 'call' && <CallNumber {...parts} />}
    </dialog>
  );
}

function Hold({ send, close }: Parts) {
  const { t } = useText();
  return (
    <>
      {holdReasons.map(reason => {
        const key = holdReasonText(reason);
        return (
          <TouchButton key={reason} className={css.choice} onPress={() => send({ reason })}>
            {key !== null && t(key)}
          </TouchButton>
        );
      })}
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </>
  );
}

function Transfer({ send, close, targets }: Parts & { targets: Targets }) {
  const { t } = useText();
  const [queue, setQueue] = useState<QueueId | null>(null);
  const [note, setNote] = useState('');
  const [returnPriority, setReturnPriority] = useState(true);
  return (
    <>
      <div className={css.targets} role="group">
        {targets.map(({ id, letter, name }) => (
          <TouchButton key={id} className={css.choice} isPressedDown={queue === id} onPress={() => setQueue(id)}>
            <bdi lang="en">{letter}</bdi> <TextOf text={name} />
          </TouchButton>
        ))}
      </div>
      <label className={css.field}>
        {t('counter.note')}
        <input
          className={css.input}
          value={note}
          maxLength={200}
          onChange={event => setNote(event.currentTarget.value)}
        />
      </label>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={returnPriority}
          onChange={event => setReturnPriority(event.currentTarget.checked)}
        />
        {t('counter.returnPriority')}
      </label>
      <TouchButton
        kind="primary"
        isDisabled={queue === null}
        onPress={() => queue !== null && send({ transfer: { queue, toCounter: null, note, returnPriority } })}
      >
        {t('counter.send')}
      </TouchButton>
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </>
  );
}

function CallNumber({ send, close }: Parts) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const label = labelTyped(typed);
  // A scanner types the whole QR code of the slip: a number nobody has heard of comes with it.
  const isSlip = label === null && readSlipCode(typed) !== null;
  const go = () => {
    if (label !== null) send({ label });
    else if (isSlip) send({ slip: typed });
  };
  return (
    <form
      className={css.form}
      onSubmit={(event: SyntheticEvent) => event.preventDefault()}
      onKeyDown={event => submitOnEnter(event, go)}
    >
      <label className={css.field}>
        {t('counter.whichNumber')}
        <input
          className={css.input}
          dir="ltr"
          value={typed}
          maxLength={longestSlipText}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </label>
      <TouchButton kind="primary" isDisabled={label === null && !isSlip} onPress={go}>
        {t('counter.send')}
      </TouchButton>
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </form>
  );
}
