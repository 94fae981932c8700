import { type SyntheticEvent, useState } from 'react';
import type { Session } from '../../hall/domain/hallApi.ts';
import { failureText } from '../ui/failureText.ts';
import { Field } from '../ui/Gate.tsx';
import * as hub from '../ui/hubSession.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import type { StaffStore } from '../ui/staffSession.ts';
import { submitOnEnter } from '../ui/submitOnEnter.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Dialog } from './Dialog.tsx';
import { DialogButtons } from './DialogButtons.tsx';
import type { FloorRoutes } from './floorRoutes.ts';

const pinShape = /^\d{6,12}$/;

/** A supervisor's own PIN, and the way out on every PC. */
export function OwnPin({
  session,
  store,
  routes,
  close,
}: {
  session: Session;
  store: StaffStore;
  routes: FloorRoutes;
  close: () => void;
}) {
  const { t } = useText();
  const [pin, setPin] = useState('');
  const [newPin, setNewPin] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<TextKey | null>(null);
  async function send(): Promise<void> {
    const [old, wanted] = [pin, newPin].map(text => text.normalize('NFKC').trim());
    if (isBusy || old === undefined || wanted === undefined) return;
    if (newPin !== repeated) return setProblem('counter.pinsDiffer');
    if (!pinShape.test(wanted)) return setProblem('failure.pin_too_weak');
    if (!pinShape.test(old)) return setProblem('failure.wrong_pin');
    setBusy(true);
    const answer = await hub.changePin(session.token, { pin: old, newPin: wanted });
    setBusy(false);
    if (answer.ok) {
      close();
      store.replace(answer.value);
    } else setProblem(failureText(answer.failure.code));
  }
  return (
    <Dialog title={t('floor.ownPin')} isWide={false} close={close}>
      <form
        onSubmit={(event: SyntheticEvent) => event.preventDefault()}
        onKeyDown={event => submitOnEnter(event, () => void send())}
      >
        <Field
          label={t('accounts.oldPin')}
          value={pin}
          onChange={setPin}
          isSecret
          isFirst
          autoComplete="current-password"
        />
        <Field
          label={t('counter.newPin')}
          value={newPin}
          onChange={setNewPin}
          isSecret
          isFirst={false}
          autoComplete="new-password"
        />
        <Field
          label={t('counter.repeatPin')}
          value={repeated}
          onChange={setRepeated}
          isSecret
          isFirst={false}
          autoComplete="new-password"
        />
      </form>
      <DialogButtons problem={problem} isReady={!isBusy && pin !== ''} confirm={() => void send()} close={close} />
      <TouchButton kind="quiet" onPress={() => void routes.signOutEverywhere().then(() => store.expired())}>
        {t('floor.everywhere')}
      </TouchButton>
    </Dialog>
  );
}
