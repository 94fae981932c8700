import { useCallback, useEffect, useState } from 'react';
import type { AccountId } from '../../hall/domain/ids.ts';
import type { StaffAccount, StaffRole } from '../../hall/domain/staffApi.ts';
import { staffRoles } from '../../hall/domain/staffWords.ts';
import type { Answer } from '../ui/askRoute.ts';
import { failureText } from '../ui/failureText.ts';
import { formatDay } from '../ui/formatDate.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './AccountsScreen.module.css';
import { Dialog } from './Dialog.tsx';
import { DialogButtons } from './DialogButtons.tsx';
import type { FloorRoutes } from './floorRoutes.ts';
import { NewAccount } from './NewAccount.tsx';

const acts = { disable: 'disable', enable: 'enable', resetPin: 'reset-pin', signOut: 'sign-out' } as const;
type Act = keyof typeof acts;
type Asked = { act: Act; account: AccountId } | { act: 'role'; account: AccountId; role: StaffRole };
type Told = { account: StaffAccount; pin: string | null };

/** Everybody who may sign in, and what a supervisor can do about it. */
export function AccountsScreen({ routes, own }: { routes: FloorRoutes; own: string }) {
  const { t } = useText();
  const [accounts, setAccounts] = useState<readonly StaffAccount[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<TextKey | null>(null);
  const [isBusy, setBusy] = useState(false);
  const show = useCallback((answer: Awaited<ReturnType<FloorRoutes['accounts']>>) => {
    if (answer.ok) setAccounts(answer.value);
    else setProblem(failureText(answer.failure.code));
  }, []);
  useEffect(() => void routes.accounts().then(show), [routes, show]);

  async function carryOut(ask: () => Promise<Answer<Told>>): Promise<boolean> {
    if (isBusy) return false;
    setBusy(true);
    const answer = await ask();
    setBusy(false);
    setProblem(answer.ok ? null : failureText(answer.failure.code));
    if (answer.ok && answer.value.pin !== null) setTold(answer.value);
    show(await routes.accounts());
    return answer.ok;
  }

  return (
    <section className={css.accounts}>
      <h2 className={css.title}>{t('accounts.title')}</h2>
      <NewAccount isBusy={isBusy} create={request => carryOut(() => routes.createAccount(request))} />
      {problem !== null && <Problem>{t(problem)}</Problem>}
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('counter.account')}</th>
            <th scope="col">{t('accounts.role')}</th>
            <th scope="col">{t('accounts.state')}</th>
            <th scope="col">{t('accounts.lastSignIn')}</th>
            <th scope="col" aria-label={t('counter.actions')} />
          </tr>
        </thead>
        <tbody>
          {accounts.map(row => (
            <tr key={row.account} data-off={row.isDisabled}>
              <th scope="row">
                <Num>{row.account}</Num>
              </th>
              <td>
                {row.account === own ? (
                  t(`accounts.roles.${row.role}`)
                ) : (
                  <select
                    className={css.select}
                    aria-label={`${row.account} ${t('accounts.role')}`}
                    value={row.role}
                    onChange={event =>
                      setAsked({ act: 'role', account: row.account, role: event.currentTarget.value as StaffRole })
                    }
                  >
                    {staffRoles.map(role => (
                      <option key={role} value={role}>
                        {t(`accounts.roles.${role}`)}
                      </option>
                    ))}
                  </select>
                )}
              </td>
              <td>
                <AccountState row={row} />
              </td>
              <td>
                <LastSignIn at={row.lastSignInAt} />
              </td>
              <td className={css.acts}>
                {row.account === own
                  ? t('accounts.own')
                  : (Object.keys(acts) as Act[])
                      .filter(act => act !== (row.isDisabled ? 'disable' : 'enable'))
                      .map(act => (
                        <TouchButton
                          key={act}
                          kind="quiet"
                          className={css.act}
                          isDisabled={isBusy || (act === 'signOut' && row.sessions === 0)}
                          onPress={() => setAsked({ act, account: row.account })}
                        >
                          {t(`accounts.${act}`)}
                        </TouchButton>
                      ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <Dialog
          title={
            <Say
              k={`accounts.sure.${asked.act}`}
              values={{
                account: <Num>{asked.account}</Num>,
                ...(asked.act === 'role' ? { role: t(`accounts.roles.${asked.role}`) } : {}),
              }}
            />
          }
          isWide={false}
          close={() => setAsked(null)}
        >
          <DialogButtons
            problem={null}
            isReady={!isBusy}
            confirm={() => {
              void carryOut(() =>
                asked.act === 'role'
                  ? routes.setRole(asked.account, asked.role)
                  : routes.actOn(asked.account, acts[asked.act]),
              );
              setAsked(null);
            }}
            close={() => setAsked(null)}
          />
        </Dialog>
      )}
      {told !== null && told.pin !== null && (
        <Dialog
          title={
            <Say
              k="accounts.pin"
              values={{
                account: <Num>{told.account.account}</Num>,
                pin: (
                  <strong className={css.pin}>
                    <Num>{told.pin}</Num>
                  </strong>
                ),
              }}
            />
          }
          isWide={false}
          close={() => setTold(null)}
        >
          <p>{t('accounts.pinHint')}</p>
          <TouchButton kind="primary" onPress={() => setTold(null)}>
            {t('accounts.pinDone')}
          </TouchButton>
        </Dialog>
      )}
    </section>
  );
}

function AccountState({ row }: { row: StaffAccount }) {
  const { t } = useText();
  if (row.isDisabled) return t('accounts.disabled');
  if (row.lockedUntil !== null) return <Say k="accounts.locked" values={{ time: <Time at={row.lockedUntil} /> }} />;
  if (row.mustChangePin) return t('accounts.firstPin');
  if (row.sessions > 0)
    return <Say k="accounts.signedIn" count={row.sessions} values={{ n: <Num>{row.sessions}</Num> }} />;
  return t('accounts.enabled');
}

function LastSignIn({ at }: { at: number | null }) {
  const { t, language } = useText();
  if (at === null) return t('accounts.never');
  return (
    <>
      <bdi>{formatDay(at, language)}</bdi> <Time at={at} />
    </>
  );
}
