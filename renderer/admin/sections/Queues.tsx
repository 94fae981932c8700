import { CircleAlert, Plus } from 'lucide-react';
import { useState } from 'react';
import type { QueueId } from '../../../hall/domain/ids.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { problemsAt, useEditor } from '../editor.ts';
import { withMoved } from '../listEdits.ts';
import { MoveButtons } from '../MoveButtons.tsx';
import { newQueue } from '../newQueue.ts';
import { QueueForm } from './QueueForm.tsx';
import css from './sections.module.css';

/** All queues beside the form of one. */
export function Queues() {
  const { t } = useText();
  const { base, setup, problems, change } = useEditor();
  const [chosen, choose] = useState<QueueId | null>(null);
  const place = Math.max(
    0,
    setup.queues.findIndex(({ id }) => id === chosen),
  );
  const queue = setup.queues[place];
  const add = () => {
    const made = newQueue(setup);
    change(`queues.add.${made.id}`, before => ({ ...before, queues: [...before.queues, made] }));
    choose(made.id);
  };
  return (
    <>
      <h2 className={css.title}>{t('admin.section.queues')}</h2>
      <div className={css.split}>
        <div className={css.list}>
          <ul className={css.list}>
            {setup.queues.map((one, at) => (
              <li key={one.id}>
                <TouchButton
                  className={css.item}
                  isCurrent={at === place}
                  repeatGuardMs={0}
                  onPress={() => choose(one.id)}
                >
                  <span className={css.mark}>
                    <Num>{one.letter}</Num>
                  </span>
                  <span className={css.grow}>
                    {one.name.zh === '' ? t('admin.queues.new') : <TextOf text={one.name} />}
                  </span>
                  {problemsAt(problems, ['queues', at]).length > 0 ? (
                    <CircleAlert className={css.wrong} size={20} role="img" aria-label={t('admin.refused')} />
                  ) : (
                    base.setup.queues.find(({ id }) => id === one.id) !== one && (
                      <span className={css.dot} role="img" aria-label={t('admin.unsaved')} />
                    )
                  )}
                </TouchButton>
              </li>
            ))}
          </ul>
          <div className={css.tools}>
            <TouchButton className={css.small} isDisabled={setup.queues.length >= 26} onPress={add}>
              <Plus size={18} aria-hidden />
              {t('admin.queues.add')}
            </TouchButton>
            <MoveButtons
              at={place}
              count={setup.queues.length}
              move={step => {
                choose(queue?.id ?? null);
                change('queues.order', before => ({ ...before, queues: withMoved(before.queues, place, step) }));
              }}
            />
          </div>
        </div>
        {queue !== undefined && <QueueForm key={queue.id} queue={queue} at={place} />}
      </div>
    </>
  );
}
