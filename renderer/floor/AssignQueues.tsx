import { useState } from 'react';
import type { FloorCounter } from '../../hall/domain/floorApi.ts';
import type { CounterId, QueueId } from '../../hall/domain/ids.ts';
import { useText } from '../ui/i18n.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Choices.module.css';
import { DialogButtons } from './DialogButtons.tsx';
import { useAct } from './useAct.ts';
import type { DialogParts } from './WishDialog.tsx';

/** Which queues a counter serves for the rest of the day. */
export function AssignQueues({ counter, queues, ...parts }: DialogParts & { counter: FloorCounter }) {
  const { t } = useText();
  const { isBusy, problem, act } = useAct(parts);
  const [chosen, setChosen] = useState<readonly string[]>(counter.queues);
  const [isAsSetUp, setAsSetUp] = useState(false);
  const toggle = (id: string) => {
    setAsSetUp(false);
    setChosen(chosen.includes(id) ? chosen.filter(other => other !== id) : [...chosen, id]);
  };
  return (
    <>
      <div className={css.choices} role="group">
        {queues.map(({ id, letter, name }) => (
          <TouchButton
            key={id}
            className={css.choice}
            isPressedDown={!isAsSetUp && chosen.includes(id)}
            repeatGuardMs={0}
            onPress={() => toggle(id)}
          >
            <span>
              <bdi lang="en">{letter}</bdi> <TextOf text={name} />
            </span>
          </TouchButton>
        ))}
      </div>
      {counter.isReassigned && (
        <TouchButton className={css.choice} isPressedDown={isAsSetUp} onPress={() => setAsSetUp(!isAsSetUp)}>
          {t('floor.ask.asSetUp')}
        </TouchButton>
      )}
      <DialogButtons
        problem={problem}
        isReady={!isBusy && (isAsSetUp || chosen.length > 0)}
        confirm={() =>
          void act({ say: 'counter', where: counter.number }, () =>
            parts.routes.assign(counter.id as CounterId, isAsSetUp ? null : (chosen as QueueId[])),
          )
        }
        close={parts.close}
      />
    </>
  );
}
