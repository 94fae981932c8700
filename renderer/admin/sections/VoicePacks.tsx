import { Volume2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ClipPackReport } from '../../../hall/domain/clipManifest.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { readVoices, speakTest, type Voices } from '../voiceApi.ts';
import css from './sections.module.css';

const ownNames = { zh: '中文', ug: 'ئۇيغۇرچە' } as const;
const shownMissing = 6;

/** The recorded voices that lie at the hub, what is wrong with them, and how each sounds. */
export function VoicePacks({ chosen, onChoose }: { chosen: string | null; onChoose: (folder: string | null) => void }) {
  const { t, language } = useText();
  const { store, setup } = useEditor();
  const [voices, setVoices] = useState<Voices | null>(null);
  const [isSilent, setSilent] = useState(false);
  const read = () => void readVoices(store.token).then(setVoices);
  useEffect(read, [store.token]);
  const folders = voices?.packs.map(({ folder }) => folder) ?? [];
  const letter = setup.queues[0]?.letter ?? 'A';
  const counter = setup.counters[0]?.number ?? 1;
  const test = async () => {
    const spoken = { label: `${letter}015`, counter, language, pack: chosen };
    setSilent(!(await speakTest(store.token, spoken)));
  };
  return (
    <section className={css.panel}>
      <h3 className={css.heading}>{t('admin.announcing.voice')}</h3>
      <p className={css.hint}>{t('admin.announcing.packHint')}</p>
      {voices?.hasProgram === false && <p className={css.hint}>{t('admin.announcing.noProgram')}</p>}
      <ChoiceField
        label={t('admin.field.voicePack')}
        value={chosen ?? ''}
        choices={[
          { key: '', text: t('admin.announcing.anyPack') },
          ...[...new Set([...folders, ...(chosen === null ? [] : [chosen])])].map(key => ({ key, text: key })),
        ]}
        path={['announcing', 'voicePack']}
        onChange={key => onChoose(key === '' ? null : key)}
      />
      {voices?.packs.map(pack => (
        <Pack key={pack.folder} pack={pack} />
      ))}
      <div className={css.row}>
        <TouchButton kind="plain" className={css.small} onPress={() => void test()}>
          <Volume2 size={18} aria-hidden />
          {t('admin.announcing.test')}
        </TouchButton>
        <TouchButton kind="quiet" className={css.small} onPress={read}>
          {t('admin.announcing.readAgain')}
        </TouchButton>
      </div>
      {isSilent && (
        <p className={css.wrong} role="alert">
          {t('admin.announcing.silent')}
        </p>
      )}
    </section>
  );
}

function Pack({ pack }: { pack: ClipPackReport }) {
  const { t } = useText();
  const { folder, name, languages, problems } = pack;
  return (
    <div className={css.entry}>
      <p>
        <strong dir="auto">{name === null ? folder : `${name} (${folder})`}</strong>{' '}
        {languages.map(({ language, isWhole, missing }) => (
          <span key={language}>
            {isWhole
              ? t('admin.announcing.whole', { language: ownNames[language] })
              : t('admin.announcing.lacks', {
                  language: ownNames[language],
                  words: missing.slice(0, shownMissing).join(' '),
                })}{' '}
          </span>
        ))}
      </p>
      {problems.length > 0 && (
        <ul dir="ltr" lang="en">
          {problems.slice(0, 20).map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
