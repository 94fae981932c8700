import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './ActionPanel.module.css';
import type { Verb } from './counterCommand.ts';
import { useKeyNames } from './savedKeys.ts';

/** What can be done. Every button keeps its place, so that hands learn it, and carries its key. */
export function ActionPanel({
  can,
  command,
  isResuming,
  isOpenNext,
  current,
}: {
  can: (verb: Verb) => boolean;
  command: (verb: Verb) => void;
  isResuming: boolean;
  isOpenNext: boolean;
  current: CounterTicket | null;
}) {
  const { t } = useText();
  const keyNames = useKeyNames();
  /** What most clerks press next is the coloured one. */
  const next: Verb = isOpenNext
    ? 'open'
    : current === null
      ? 'call-next'
      : current.at === 'serving'
        ? 'finish'
        : 'serve';
  const button = (verb: Verb, word: TextKey) => (
    <Action key={verb} {...{ verb, can, command }} word={t(word)} isNext={verb === next} keyName={keyNames[verb]} />
  );
  return (
    <div className={css.panel} role="group" aria-label={t('counter.actions')}>
      {button('call-next', 'counter.callNext')}
      {button('recall', 'counter.recall')}
      {button('serve', 'counter.serve')}
      {button('finish', current !== null && current.also.length > 0 ? 'matters.finishOne' : 'counter.finish')}
      {button('no-show', 'counter.noShow')}
      {button('hold', 'counter.hold')}
      {button('transfer', 'counter.transfer')}
      {button('call', 'counter.callNumber')}
      <hr className={css.line} />
      {isResuming ? (
        <Action
          {...{ can, command }}
          verb="open"
          word={t('counter.resume')}
          isNext={next === 'open'}
          keyName={keyNames.pause}
        />
      ) : (
        button('open', 'counter.open')
      )}
      {button('pause', 'counter.pause')}
      {button('close', 'counter.close')}
    </div>
  );
}

function Action({
  verb,
  word,
  keyName,
  isNext,
  can,
  command,
}: {
  verb: Verb;
  word: string;
  keyName: string | null;
  isNext: boolean;
  can: (verb: Verb) => boolean;
  command: (verb: Verb) => void;
}) {
  return (
    <TouchButton
      kind={isNext ? 'primary' : 'plain'}
      className={css.action}
      isDisabled={!can(verb)}
      onPress={() => command(verb)}
    >
      <span>{word}</span>
      {keyName !== null && (
        <kbd className={css.key} dir="ltr" lang="en">
          {keyName}
        </kbd>
      )}
    </TouchButton>
  );
}
