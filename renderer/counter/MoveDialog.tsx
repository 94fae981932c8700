import { longestSlipText, readSlipCode } from '../../hall/domain/slipCode.ts';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { CounterEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CommandDetail } from './counterStore.ts';
import { holdReasons, holdReasonText } from './holdReasonText.ts';
import { labelTyped } from './labelTyped.ts';
import css from './MoveDialog.module.css';
import { TransferForm } from './TransferForm.tsx';
import { submitOnEnter } from '../ui/submitOnEnter.ts';

export type MoveVerb = 'hold' | 'transfer' | 'call';
type Parts = { send: (detail: CommandDetail) => void; close: () => void };

const titles = {
  hold: 'counter.holdReason.title',
  transfer: 'counter.transferTo',
  call: 'counter.callNumber',
} as const;

/** What a hold, a transfer or the call of a certain number has to be told. Escape leaves it. */
export function MoveDialog({
  verb,
  targets,
  colleagues,
  send,
  close,
}: Parts & { verb: MoveVerb } & Pick<CounterEntries, 'targets' | 'colleagues'>) {
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
      {verb === 'transfer' && <TransferForm {...parts} targets={targets} colleagues={colleagues} />}
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
