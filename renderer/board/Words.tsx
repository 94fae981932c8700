import { Fragment, type ReactNode } from 'react';
import { directionOf, type Text } from '../../hall/domain/language.ts';
import { LanguageContext, type TextKey } from '../ui/i18n.ts';
import { Say } from '../ui/Say.tsx';
import { useBoardLanguages } from './boardLanguages.ts';

/** The same sentence in every language of the board, side by side: taking turns would double the time to read it. */
export function Words({
  k,
  values,
  count = null,
}: {
  k: TextKey;
  values?: Readonly<Record<string, ReactNode>>;
  count?: number | null;
}) {
  return (
    <EachLanguage>
      <Say k={k} count={count} {...(values === undefined ? {} : { values })} />
    </EachLanguage>
  );
}

/** Something with words of its own, once for every language of the board. */
export function EachLanguage({ children }: { children: ReactNode }) {
  return useBoardLanguages().map(language => (
    <Fragment key={language}>
      <LanguageContext value={language}>
        <span lang={language} dir={directionOf(language)}>
          {children}
        </span>
      </LanguageContext>{' '}
    </Fragment>
  ));
}

/** A name of the hall in every language of the board in which it has been written. */
export function Names({ of }: { of: Text }) {
  return useBoardLanguages().map(language =>
    of[language] === null ? null : (
      <Fragment key={language}>
        <span lang={language} dir={directionOf(language)}>
          {of[language]}
        </span>{' '}
      </Fragment>
    ),
  );
}
