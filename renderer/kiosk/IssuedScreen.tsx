import { useEffect, useState } from 'react';
import { failureText } from '../ui/failureText.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import { QrCode } from '../ui/QrCode.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { AutoHome } from './AutoHome.tsx';
import { Frame } from './Frame.tsx';
import css from './IssuedScreen.module.css';
import type { Screen } from './kioskState.ts';
import type { Kiosk } from './kioskStore.ts';
import { PaperState } from './PaperState.tsx';
import { needsScreenTicket } from './printView.ts';
import { TakenMatters } from './TakenMatters.tsx';
import { TicketWhere } from './TicketWhere.tsx';

type Issued = Extract<Screen, { at: 'issued' }>;

/** A second try is offered twice; after that it is a person's turn. */
const reprintsOffered = 2;

/** The number. It is drawn at once; paper follows, and when it does not, this screen is the ticket. */
export function IssuedScreen({ kiosk, screen }: { kiosk: Kiosk; screen: Issued }) {
  const { t } = useText();
  const { live, actions } = kiosk;
  const { taken, print, failure } = screen;
  const { held } = taken;
  const isTicket = needsScreenTicket(print);
  const canReprint =
    (print === 'failed' || print === 'uncertain') &&
    screen.printReason !== 'absent' &&
    screen.reprints < reprintsOffered;
  const drawn = useAfterPaint();
  const paper = <PaperState print={print} reason={screen.printReason} withCard={screen.withCard} />;
  const lead = (
    <>
      <p className={css.number} aria-live="polite">
        <TicketNo>{taken.label}</TicketNo>
      </p>
      <p className={css.queue}>
        <TextOf text={taken.queueName} />
      </p>
      <TakenMatters taken={taken} />
      <TicketWhere taken={taken} />
    </>
  );
  return (
    <Frame
      live={live}
      actions={actions}
      title={t(held === null ? 'issued.title' : 'held.title')}
      lead={lead}
      bars="home"
      hint={false}
    >
      {isTicket && paper}
      <div className={css.paper} data-large={isTicket}>
        {drawn ? (
          <QrCode className={css.qr} content={taken.qr} label={t('issued.qr', { label: taken.label })} />
        ) : (
          <span className={css.qr} />
        )}
        <div className={css.words}>
          <strong>
            {isTicket ? t('notPrinted.photo') : t(taken.qr.startsWith('http') ? 'issued.follow' : 'issued.scan')}
          </strong>
          <span>
            {t('issued.code')} <Num>{taken.code}</Num>
          </span>
          {!isTicket && print !== 'none' && paper}
        </div>
      </div>
      {failure !== null && (
        <p className={css.failure} role="alert">
          {t(failureText(failure))}
        </p>
      )}
      {held?.isSure === false && print === 'none' && (
        <div className={css.older}>
          <p>{t('held.unsure')}</p>
          <TouchButton kind="quiet" onPress={() => actions.takeAgain(taken.queue)}>
            {t('held.again')}
          </TouchButton>
        </div>
      )}
      <div className={css.actions}>
        {print === 'none' ? (
          <TouchButton className={css.action} onPress={() => actions.reprint(taken.ticket)}>
            {t('held.reprint')}
          </TouchButton>
        ) : canReprint ? (
          <TouchButton className={css.action} onPress={() => actions.reprint(taken.ticket)}>
            {t('notPrinted.reprint')}
          </TouchButton>
        ) : (
          !isTicket &&
          held === null && (
            <TouchButton
              className={css.action}
              isDisabled={screen.cancelling || failure !== null}
              onPress={() => actions.cancel(taken.ticket)}
            >
              {t(screen.cancelling ? 'issued.cancelling' : 'issued.cancel')}
            </TouchButton>
          )
        )}
        <TouchButton kind="primary" className={css.action} onPress={actions.finish}>
          {t('app.done')}
          <AutoHome kiosk={kiosk} />
        </TouchButton>
      </div>
    </Frame>
  );
}

/** False in the first picture: the number must not wait for the QR code to be computed. */
function useAfterPaint(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => setPainted(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return painted;
}
