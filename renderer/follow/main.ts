import { beijingTime } from '../../hall/domain/beijingTime.ts';
import type { Language } from '../../hall/domain/language.ts';
import { draw } from './draw.ts';
import './follow.css';
import { openFollowLine } from './followLine.ts';
import { afterNews, firstState, isCallNews, type PageState } from './pageState.ts';

const buzz = [400, 200, 400];

function phoneLanguage(): Language {
  const { language } = navigator;
  return language.startsWith('ug') ? 'ug' : language.startsWith('en') ? 'en' : 'zh';
}

/** The number as the slip says it: second part behind `#`. It is shown until the hall has answered, and sent nowhere. */
function labelOfSlip(hash: string): string | null {
  const label = hash.slice(1).split('.')[1] ?? '';
  return /^[A-Z]{1,3}\d{3}$/.test(label) ? label : null;
}

const withoutInstant = (key: string, value: unknown) => (key === 'heardAt' ? undefined : value);

function start(root: HTMLElement): void {
  const token = location.pathname.split('/').pop() ?? '';
  const slipLabel = labelOfSlip(location.hash);
  let state = firstState(phoneLanguage());
  let drawn = '';

  function become(next: PageState): void {
    const before = state;
    state = next;
    if (isCallNews(before, next) && 'vibrate' in navigator) navigator.vibrate(buzz);
    // An answer that only says "still so" draws nothing, or a screen reader would read it all again.
    const look = JSON.stringify([state, state.heardAt === null ? null : beijingTime(state.heardAt)], withoutInstant);
    if (look === drawn) return;
    drawn = look;
    draw(root, { state, slipLabel, actions });
  }

  const actions = {
    speak: (language: Language) => become({ ...state, language, isChosen: true }),
    askGiveUp: () => become({ ...state, giveUp: 'asking' }),
    keep: () => become({ ...state, giveUp: 'no' }),
    giveUp() {
      become({ ...state, giveUp: 'sending' });
      void line.giveUp().then(outcome => {
        if (outcome === 'done') return become({ ...state, giveUp: 'no' });
        become({ ...state, giveUp: outcome });
        return line.look();
      });
    },
  };
  draw(root, { state, slipLabel, actions });
  const line = openFollowLine(token, news => become(afterNews(state, news, Date.now())));
  // A phone in a pocket is asleep: what it shows when it comes out must be of now.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') line.look();
  });
  window.addEventListener('online', () => line.look());
}

const root = document.getElementById('root');
if (root !== null) start(root);
