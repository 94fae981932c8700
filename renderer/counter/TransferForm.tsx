import { useState } from 'react';
import type { Colleague, CounterEntries } from '../../hall/domain/liveEntries.ts';
import type { CounterId, QueueId } from '../../hall/domain/ids.ts';
import { hasLongDigits } from '../../hall/domain/longDigits.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import type { CommandDetail } from './counterStore.ts';
import css from './MoveDialog.module.css';

/** So many queues are seen at a glance; more are looked for by letter or name. */
const seenAtOnce = 6;

/** Where a ticket goes: a queue, and if it has to be, one certain counter that serves it. */
export function TransferForm({
  targets,
  colleagues,
  send,
  close,
}: {
  targets: CounterEntries['targets'];
  colleagues: readonly Colleague[];
  send: (detail: CommandDetail) => void;
  close: () => void;
}) {
  const { t, language } = useText();
  const [sought, setSought] = useState('');
  const [queue, setQueue] = useState<QueueId | null>(null);
  const [toCounter, setToCounter] = useState<CounterId | null>(null);
  const [note, setNote] = useState('');
  const [returnPriority, setReturnPriority] = useState(true);
  const words = sought.normalize('NFKC').trim().toLowerCase();
  const shown = targets.filter(
    ({ letter, name }) =>
      letter.toLowerCase() === words ||
      (name[language] ?? name.zh).toLowerCase().includes(words) ||
      name.zh.includes(words),
  );
  const serving = colleagues.filter(({ queues }) => queue !== null && queues.includes(queue));
  return (
    <>
      {targets.length > seenAtOnce && (
        <label className={css.field}>
          {t('moveTo.find')}
          <input
            className={css.input}
            dir="auto"
            value={sought}
            maxLength={40}
            onChange={event => setSought(event.currentTarget.value)}
          />
        </label>
      )}
      <div className={css.targets} role="group">
        {shown.map(({ id, letter, name }) => (
          <TouchButton
            key={id}
            className={css.choice}
            isPressedDown={queue === id}
            onPress={() => {
              setQueue(id);
              setToCounter(null);
            }}
          >
            <bdi lang="en">{letter}</bdi> <TextOf text={name} />
          </TouchButton>
        ))}
      </div>
      {serving.length > 0 && (
        <fieldset className={css.counters}>
          <legend>{t('moveTo.counter')}</legend>
          <TouchButton className={css.counter} isPressedDown={toCounter === null} onPress={() => setToCounter(null)}>
            {t('moveTo.any')}
          </TouchButton>
          {serving.map(({ id, number, at }) => (
            <TouchButton
              key={id}
              className={css.counter}
              isPressedDown={toCounter === id}
              // Nobody is there, so nobody would call it; a pause ends.
              isDisabled={at === 'closed'}
              onPress={() => setToCounter(id)}
            >
              <span>
                <Say k="app.counter" values={{ n: <Num>{number}</Num> }} />
                {at !== 'open' && ` (${t(at === 'paused' ? 'counter.at.paused' : 'counter.at.closed')})`}
              </span>
            </TouchButton>
          ))}
        </fieldset>
      )}
      <label className={css.field}>
        {t('counter.note')}
        <input
          className={css.input}
          dir="auto"
          value={note}
          maxLength={200}
          onChange={event => setNote(event.currentTarget.value)}
        />
      </label>
      {hasLongDigits(note) && (
        <p role="status" className={css.warning}>
          {t('remark.masked')}
        </p>
      )}
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
        onPress={() => queue !== null && send({ transfer: { queue, toCounter, note, returnPriority } })}
      >
        {t('counter.send')}
      </TouchButton>
      <TouchButton kind="quiet" onPress={close}>
        {t('counter.back')}
      </TouchButton>
    </>
  );
}
