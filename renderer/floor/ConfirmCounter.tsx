import { useEffect, useState } from 'react';
import type { AccountId, CounterId } from '../../hall/domain/ids.ts';
import type { StaffAccount } from '../../hall/domain/staffApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './Choices.module.css';
import { DialogButtons } from './DialogButtons.tsx';
import type { FloorWish } from './floorAct.ts';
import { useAct } from './useAct.ts';
import type { DialogParts } from './WishDialog.tsx';

const verbs = { open: 'open', resume: 'open', pause: 'pause', close: 'close' } as const;

/** Asks before a counter is opened, paused or closed from afar; opening needs somebody to work there. */
export function ConfirmCounter({
  wish,
  counters,
  ...parts
}: DialogParts & { wish: Extract<FloorWish, { is: 'counter' }> }) {
  const { t } = useText();
  const { isBusy, problem, act } = useAct(parts);
  const [accounts, setAccounts] = useState<readonly StaffAccount[] | null>(null);
  const [clerk, setClerk] = useState<AccountId | null>(null);
  const isOpening = wish.act === 'open';
  const { routes } = parts;
  useEffect(() => {
    if (isOpening) void routes.accounts().then(answer => setAccounts(answer.ok ? answer.value : []));
  }, [isOpening, routes]);
  const taken = new Set<string | null>(counters.map(counter => counter.clerk));
  const free = accounts?.filter(
    ({ account, role, isDisabled }) => role === 'clerk' && !isDisabled && !taken.has(account),
  );
  const { id, number } = wish.counter;
  return (
    <>
      {isOpening && free?.length === 0 && <p className={css.hint}>{t('floor.ask.noClerks')}</p>}
      {isOpening && (
        <div className={css.choices} role="group">
          {free?.map(({ account }) => (
            <TouchButton
              key={account}
              className={css.choice}
              isPressedDown={clerk === account}
              onPress={() => setClerk(account)}
            >
              <Num>{account}</Num>
            </TouchButton>
          ))}
        </div>
      )}
      <DialogButtons
        problem={problem}
        isReady={!isBusy && (!isOpening || clerk !== null)}
        confirm={() =>
          void act({ say: 'counter', where: number }, () => routes.counter(id as CounterId, verbs[wish.act], clerk))
        }
        close={parts.close}
      />
    </>
  );
}
