import { useEffect, useState } from 'react';
import { directionOf, type Language } from '../../hall/domain/language.ts';
import { signOut } from './askRegion.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { NewPinForm } from './NewPinForm.tsx';
import { OverviewScreen } from './OverviewScreen.tsx';
import css from './RegionPage.module.css';
import { SignInForm } from './SignInForm.tsx';
import { PageLanguage } from './useWords.tsx';
import { wordOf } from './words.ts';

type Stage = { at: 'signed_out' } | { at: 'first_pin'; token: string; pin: string } | { at: 'overview'; token: string };

/** The session lives as long as the browser tab. */
const tokenKey = 'region.token';
const languageKey = 'region.language';

function firstStage(): Stage {
  const token = sessionStorage.getItem(tokenKey);
  return token === null ? { at: 'signed_out' } : { at: 'overview', token };
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  return kept === 'ug' || kept === 'en' ? kept : 'zh';
}

/** The supervisor's page: sign in, then every hall of the region. */
export function RegionPage() {
  const [stage, setStage] = useState<Stage>(firstStage);
  const [language, setLanguage] = useState<Language>(firstLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.title = wordOf(language, 'title');
    localStorage.setItem(languageKey, language);
  }, [language]);
  useEffect(() => {
    if (stage.at === 'overview') sessionStorage.setItem(tokenKey, stage.token);
    else sessionStorage.removeItem(tokenKey);
  }, [stage]);

  const leave = (token: string): void => {
    void signOut(token);
    setStage({ at: 'signed_out' });
  };
  return (
    <PageLanguage value={language}>
      <div className={css.page}>
        <header className={css.bar}>
          <LanguageChoice language={language} onChoose={setLanguage} />
        </header>
        <main>
          {stage.at === 'signed_out' && (
            <SignInForm
              onSignedIn={({ token, mustChangePin }, pin) =>
                setStage(mustChangePin ? { at: 'first_pin', token, pin } : { at: 'overview', token })
              }
            />
          )}
          {stage.at === 'first_pin' && (
            <NewPinForm
              token={stage.token}
              pin={stage.pin}
              onChanged={() => setStage({ at: 'overview', token: stage.token })}
            />
          )}
          {stage.at === 'overview' && (
            <OverviewScreen
              token={stage.token}
              onEnded={() => setStage({ at: 'signed_out' })}
              onSignOut={() => leave(stage.token)}
            />
          )}
        </main>
      </div>
    </PageLanguage>
  );
}
