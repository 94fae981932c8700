import { type SyntheticEvent, useState } from 'react';
import type { StaffRole } from '../../hall/domain/staffApi.ts';
import { staffRoles } from '../../hall/domain/staffWords.ts';
import { useText } from '../ui/i18n.ts';
import { submitOnEnter } from '../ui/submitOnEnter.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './AccountsScreen.module.css';

const nameShape = /^[A-Za-z0-9_-]{1,64}$/;

/** One line: name, role, create. */
export function NewAccount({
  isBusy,
  create,
}: {
  isBusy: boolean;
  create: (request: { account: string; role: StaffRole }) => Promise<boolean>;
}) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [role, setRole] = useState<StaffRole>('clerk');
  const account = name.normalize('NFKC').trim();
  const isReady = nameShape.test(account) && !isBusy;
  const send = () => {
    if (!isReady) return;
    void create({ account, role }).then(isMade => isMade && setName(''));
  };
  return (
    <form
      className={css.create}
      onSubmit={(event: SyntheticEvent) => event.preventDefault()}
      onKeyDown={event => submitOnEnter(event, send)}
    >
      <label className={css.field}>
        {t('accounts.name')}
        <input
          className={css.input}
          dir="ltr"
          value={name}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onChange={event => setName(event.currentTarget.value)}
        />
      </label>
      <label className={css.field}>
        {t('accounts.role')}
        <select className={css.input} value={role} onChange={event => setRole(event.currentTarget.value as StaffRole)}>
          {staffRoles.map(one => (
            <option key={one} value={one}>
              {t(`accounts.roles.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TouchButton kind="primary" className={css.go} isDisabled={!isReady} onPress={send}>
        {t('accounts.create')}
      </TouchButton>
    </form>
  );
}
