import type { Session } from '../../hall/domain/hallApi.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import { type Language, languages } from '../../hall/domain/language.ts';

/** What survives a reload of the tab. The token lives here only: never in a cookie, never on the disk of the PC. */
export type SavedSession = { session: Session; counter: CounterId | null };

const sessionKey = 'counter.session';
const languageKey = 'counter.language';

/** The session of this tab; null when there is none or what is there is not ours. */
export function readSession(): SavedSession | null {
  const text = sessionStorage.getItem(sessionKey);
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as SavedSession;
    return typeof saved.session.token === 'string' && Array.isArray(saved.session.counters) ? saved : null;
  } catch {
    return null;
  }
}

/** Keeps the session for this tab; null forgets it. */
export function keepSession(saved: SavedSession | null): void {
  if (saved === null) sessionStorage.removeItem(sessionKey);
  else sessionStorage.setItem(sessionKey, JSON.stringify(saved));
}

/** The language this PC was last used in. */
export function readLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  return languages.find(language => language === kept) ?? 'zh';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
}
