import { useEffect, useState } from 'react';
import type { BoardList as List, BoardPlace } from '../../hall/domain/boardApi.ts';
import { directionOf, type Language, languages } from '../../hall/domain/language.ts';
import { LanguageContext, useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { askBoards } from './askBoards.ts';
import css from './BoardList.module.css';

const ownNames: Record<Language, string> = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' };
const againMs = 5000;

/** The start page of whoever hangs up boards: every board of this hall with its address, to type or to scan. */
export function BoardList({ first }: { first: Language }) {
  const [language, setLanguage] = useState(first);
  const [isSilent, setSilent] = useState(false);
  const list = useBoards();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  return (
    <LanguageContext value={language}>
      <main className={css.page}>
        <header className={css.top}>
          <h1>
            <Say k="boards.title" />
          </h1>
          {languages.map(each => (
            <TouchButton
              key={each}
              kind="quiet"
              className={css.choice}
              isCurrent={each === language}
              onPress={() => setLanguage(each)}
            >
              <span lang={each}>{ownNames[each]}</span>
            </TouchButton>
          ))}
        </header>
        {list !== null && (
          <p className={css.hint}>
            <TextOf text={list.hall} />
          </p>
        )}
        <p className={css.hint}>
          <Say k="boards.hint" />
        </p>
        {isOwnMachine(location.hostname) && (
          <p className={css.warning}>
            <Say k="boards.ownMachine" />
          </p>
        )}
        <TouchButton kind="plain" className={css.choice} isPressedDown={isSilent} onPress={() => setSilent(!isSilent)}>
          <Say k="boards.silent" />
        </TouchButton>
        <ul className={css.boards}>
          {list?.boards.map(({ place, path }) => (
            <Card key={path} place={place} address={addressOf({ path, language, isSilent })} />
          ))}
        </ul>
      </main>
    </LanguageContext>
  );
}

function Card({ place, address }: { place: BoardPlace; address: string }) {
  const { t } = useText();
  return (
    <li className={css.card}>
      <h2 className={css.name}>
        <PlaceName place={place} />
      </h2>
      <QrCode content={address} label={t('boards.scan')} className={css.code} />
      <a className={css.address} href={address} dir="ltr">
        {decodeURIComponent(address)}
      </a>
    </li>
  );
}

function PlaceName({ place }: { place: BoardPlace }) {
  switch (place.at) {
    case 'area':
      return <TextOf text={place.name} />;
    case 'counter':
      return <Say k="boards.strip" values={{ n: <Num>{place.number}</Num> }} />;
    default:
      return <Say k="boards.wholeHall" />;
  }
}

/** English is no language of the walls unless somebody asks for it: then it stands beside the other two. */
function addressOf({ path, language, isSilent }: { path: string; language: Language; isSilent: boolean }): string {
  const url = new URL(path, location.origin);
  if (language === 'en') url.searchParams.set('lang', 'zh,ug,en');
  if (isSilent) url.searchParams.set('sound', 'off');
  return url.href;
}

/** Another screen could not open such an address. */
function isOwnMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '::1';
}

/** Asks until the hub answers. */
function useBoards(): List | null {
  const [list, setList] = useState<List | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOver = false;
    const ask = async () => {
      const found = await askBoards();
      if (isOver) return;
      if (found === null) timer = setTimeout(() => void ask(), againMs);
      else setList(found);
    };
    void ask();
    return () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return list;
}
