import type { FollowView } from '../../hall/domain/followApi.ts';
import type { Language } from '../../hall/domain/language.ts';
import type { News } from './followLine.ts';

/** What the page shows. Nothing of it is kept on the phone. */
export type PageState = {
  language: Language;
  /** The language was chosen by hand; until then it follows the ticket. */
  isChosen: boolean;
  view: FollowView | null;
  /** The hall has answered that it does not know this ticket. */
  isUnknown: boolean;
  isLost: boolean;
  /** When the hall said something last, epoch ms; null = never. */
  heardAt: number | null;
  giveUp: 'no' | 'asking' | 'sending' | 'tooLate' | 'failed';
};

export function firstState(language: Language): PageState {
  return {
    language,
    isChosen: false,
    view: null,
    isUnknown: false,
    isLost: false,
    heardAt: null,
    giveUp: 'no',
  };
}

/** The state after news. What was known stays in sight when the line is lost. */
export function afterNews(state: PageState, news: News, nowMs: number): PageState {
  switch (news.is) {
    case 'lost':
      return { ...state, isLost: true };
    case 'unknown':
      return { ...state, view: null, isUnknown: true, isLost: false, heardAt: nowMs };
    case 'view': {
      const { view } = news;
      const language = state.isChosen ? state.language : view.language;
      const canGiveUp = view.at === 'issued' || view.at === 'waiting';
      const giveUp = canGiveUp ? state.giveUp : 'no';
      return { ...state, view, language, giveUp, isUnknown: false, isLost: false, heardAt: nowMs };
    }
  }
}

/** Whether this is the moment to make the phone buzz: the number was called just now. */
export function isCallNews(before: PageState, after: PageState): boolean {
  return after.view?.at === 'called' && before.view !== null && before.view.at !== 'called';
}
