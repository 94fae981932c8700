import { countersServing, type HallSetup } from '../../../hall/domain/hallSetup.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { Say } from '../../ui/Say.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { NamesField } from '../fields/NamesField.tsx';
import { RevisionLine } from '../RevisionLine.tsx';
import css from './sections.module.css';

/** The home screen has room for so many. */
const mostTiles = 4;

/** Name of the hall, what is set up, and what somebody should look at. */
export function Overview({ resumeWizard }: { resumeWizard: () => void }) {
  const { t } = useText();
  const { base, setup } = useEditor();
  const counted = [
    ['admin.section.queues', setup.queues.length],
    ['admin.section.counters', setup.counters.length],
    ['admin.places.areas', setup.areas.length],
    ['admin.places.departments', setup.departments.length],
    ['admin.section.services', setup.services.length],
  ] as const;
  return (
    <>
      <h2 className={css.title}>{t('admin.section.overview')}</h2>
      {base.setup.example && (
        <div className={css.notice}>
          <p>{t('admin.overview.exampleRuns')}</p>
          <TouchButton kind="primary" className={css.small} onPress={resumeWizard}>
            {t('admin.overview.startWizard')}
          </TouchButton>
        </div>
      )}
      <HallName />
      <section className={css.panel}>
        <h3 className={css.heading}>{t('admin.overview.warnings')}</h3>
        <Warnings setup={setup} />
      </section>
      <section className={css.panel}>
        <h3 className={css.heading}>{t('admin.overview.numbers')}</h3>
        <dl className={css.facts}>
          {counted.map(([word, count]) => (
            <div key={word} style={{ display: 'contents' }}>
              <dt>{t(word)}</dt>
              <dd>
                <Num>{count}</Num>
              </dd>
            </div>
          ))}
          <dt>{t('admin.overview.lastChange')}</dt>
          <dd>{base.savedAt === null ? t('admin.overview.never') : <RevisionLine head={base} />}</dd>
        </dl>
      </section>
    </>
  );
}

/** What the hall is called on kiosks, boards and paper. */
export function HallName() {
  const { t } = useText();
  const { setup, change } = useEditor();
  return (
    <section className={css.panel}>
      <NamesField
        label={t('admin.overview.hallName')}
        value={setup.hall.name}
        path={['hall', 'name']}
        onChange={name => change('hall.name', before => ({ ...before, hall: { ...before.hall, name } }))}
      />
    </section>
  );
}

/** Nothing here stops a save; each is something a citizen would stumble over. */
function Warnings({ setup }: { setup: HallSetup }) {
  const { t } = useText();
  const unserved = setup.queues.filter(({ id }) => countersServing(setup, id).length === 0);
  const untold = setup.queues.filter(({ name }) => name.ug === null);
  const tiles = setup.queues.filter(({ mostUsed }) => mostUsed).length;
  const isAllWell = unserved.length === 0 && untold.length === 0 && tiles <= mostTiles && setup.openingHours !== null;
  if (isAllWell) return <p className={css.good}>{t('admin.overview.allWell')}</p>;
  return (
    <ul className={css.list}>
      {unserved.length > 0 && (
        <li>
          {t('admin.overview.unserved')} <QueueNames queues={unserved} />
        </li>
      )}
      {untold.length > 0 && (
        <li>
          {t('admin.overview.noUyghur')} <QueueNames queues={untold} />
        </li>
      )}
      {tiles > mostTiles && (
        <li>
          <Say k="admin.overview.tooManyTiles" values={{ n: <Num>{tiles}</Num> }} />
        </li>
      )}
      {setup.openingHours === null && <li>{t('admin.overview.noHours')}</li>}
    </ul>
  );
}

function QueueNames({ queues }: { queues: HallSetup['queues'] }) {
  return queues.map(({ id, letter, name }) => (
    <span key={id}>
      {' '}
      <Num>{letter}</Num> <TextOf text={name} />
    </span>
  ));
}
