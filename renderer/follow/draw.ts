import { beijingTime } from '../../hall/domain/beijingTime.ts';
import type { FollowView } from '../../hall/domain/followApi.ts';
import { directionOf, type Language, languages, languageShown, type Text, textIn } from '../../hall/domain/language.ts';
import type { PageState } from './pageState.ts';
import { say, sayAhead, sayWait, type Word } from './words.ts';

export type PageActions = {
  speak(language: Language): void;
  askGiveUp(): void;
  giveUp(): void;
  keep(): void;
};

const endonyms: Record<Language, string> = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' };

type Child = Node | string;
function make(tag: string, className: string, children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  for (const child of children) element.append(child);
  return element;
}

function button(className: string, children: readonly Child[], onPress: () => void): HTMLElement {
  const made = make('button', className, children);
  made.setAttribute('type', 'button');
  made.addEventListener('click', onPress);
  return made;
}

/** A text of the hall in the chosen language, else in Chinese and marked as such. */
function textOf(text: Text, language: Language): HTMLElement {
  const made = make('bdi', '', [textIn(text, language)]);
  made.lang = languageShown(text, language);
  return made;
}

function languageBar({ language }: PageState, actions: PageActions): HTMLElement {
  const buttons = languages.map(each => {
    const made = button('language', [endonyms[each]], () => actions.speak(each));
    made.lang = each;
    made.setAttribute('aria-pressed', String(each === language));
    return made;
  });
  return make('nav', 'languages', buttons);
}

type Standing = { tone: 'wait' | 'go' | 'over'; lines: readonly Node[][] };

/** How a ticket stands, in words: the first line large. */
function standing(view: FollowView, language: Language): Standing {
  const told = (word: Word) => say(language, word, view.counter === null ? {} : { n: view.counter });
  const over = (word: Word): Standing => ({ tone: 'over', lines: [told(word)] });
  switch (view.at) {
    case 'issued':
    case 'waiting': {
      const first = view.ahead === 0 ? told('next') : sayAhead(language, view.ahead);
      const wait = view.ahead === 0 || view.wait === null ? [] : [sayWait(language, view.wait)];
      return { tone: 'wait', lines: [first, ...wait] };
    }
    case 'called':
      return { tone: 'go', lines: [told(view.counter === null ? 'calledSomewhere' : 'called')] };
    case 'serving':
      return { tone: 'go', lines: [told(view.counter === null ? 'calledSomewhere' : 'serving')] };
    case 'held':
      return { tone: 'go', lines: [told(view.counter === null ? 'calledSomewhere' : 'onHold')] };
    case 'no_show':
      return over('missed');
    case 'done':
      return over('done');
    case 'cancelled':
      return over('cancelled');
    case 'voided':
      return over('voided');
  }
}

function ticketCard(view: FollowView, language: Language): HTMLElement {
  const { tone, lines } = standing(view, language);
  const number = make('p', 'number', [make('bdi', '', [view.label])]);
  const status = make(
    'div',
    'status',
    lines.map((line, i) => make('p', i === 0 ? 'headline' : 'detail', line)),
  );
  status.setAttribute('role', 'status');
  const place = make('p', 'detail', [textOf(view.queueName, language)]);
  const card = make('section', `card ${tone}`, [number, place, status]);
  if (tone === 'wait' && view.counters.length > 0)
    card.append(make('p', 'detail', say(language, 'windows', { list: view.counters.join(', ') })));
  if (view.area !== null && tone !== 'over') card.append(make('p', 'detail', [textOf(view.area, language)]));
  return card;
}

function giveUpPart(state: PageState, label: string, actions: PageActions): HTMLElement {
  const { language } = state;
  if (state.giveUp === 'no') return button('quiet', say(language, 'giveUp'), actions.askGiveUp);
  const question = say(language, 'giveUpSure', { label });
  const part = make('section', 'ask', [make('p', 'detail', question)]);
  if (state.giveUp === 'tooLate' || state.giveUp === 'failed') {
    const trouble = make('p', 'trouble', say(language, state.giveUp === 'tooLate' ? 'tooLate' : 'giveUpFailed'));
    trouble.setAttribute('role', 'alert');
    part.append(trouble);
  }
  const yes = button('danger', say(language, 'giveUpYes'), actions.giveUp);
  if (state.giveUp === 'sending') yes.setAttribute('disabled', '');
  part.append(make('div', 'pair', [button('plain', say(language, 'keep'), actions.keep), yes]));
  return part;
}

/** Puts new parts in place of the old ones; the button that had the focus keeps it. */
function replaceAll(root: HTMLElement, parts: readonly HTMLElement[]): void {
  const buttonsNow = () => [...root.querySelectorAll('button')];
  const focused = buttonsNow().findIndex(one => one === document.activeElement);
  while (root.firstChild !== null) root.removeChild(root.firstChild);
  for (const part of parts) root.appendChild(part);
  if (focused >= 0) buttonsNow()[focused]?.focus();
}

/** Draws the page anew. `slipLabel`: what the code on the slip says, for the time until the hall knows the ticket. */
export function draw(root: HTMLElement, page: { state: PageState; slipLabel: string | null; actions: PageActions }) {
  const { state, slipLabel, actions } = page;
  const { language, view } = state;
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  const parts: HTMLElement[] = [languageBar(state, actions)];
  if (view !== null) parts.push(make('h1', '', [textOf(view.hall, language)]));
  if (state.isLost) {
    const at = state.heardAt === null ? null : beijingTime(state.heardAt);
    const lost = make('p', 'lost', at === null ? say(language, 'lostAtOnce') : say(language, 'lost', { time: at }));
    lost.setAttribute('role', 'alert');
    parts.push(lost);
  }
  if (view !== null) {
    parts.push(ticketCard(view, language));
    if (!state.isLost && state.heardAt !== null)
      parts.push(make('p', 'small', say(language, 'updated', { time: beijingTime(state.heardAt) })));
    if (view.at === 'issued' || view.at === 'waiting') parts.push(giveUpPart(state, view.label, actions));
  } else {
    const number = slipLabel === null ? [] : [make('p', 'number', [make('bdi', '', [slipLabel])])];
    const word: Word = state.isUnknown ? (slipLabel === null ? 'notToday' : 'unknown') : 'looking';
    parts.push(make('section', 'card wait', [...number, make('p', 'detail', say(language, word))]));
  }
  document.title = view === null ? (slipLabel ?? '…') : `${view.at === 'called' ? '● ' : ''}${view.label}`;
  replaceAll(root, parts);
  // The question may stand below the edge of a small screen.
  if (state.giveUp !== 'no') parts[parts.length - 1]?.scrollIntoView(false);
}
