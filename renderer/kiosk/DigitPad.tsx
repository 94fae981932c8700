import { Delete } from 'lucide-react';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import css from './DigitPad.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** Fast typing of the same digit is meant; only a bounce of the finger is not. */
const keyGuardMs = 120;

/** Keys of a telephone, in the same places in every language. `className` may make it lower where more stands below. */
export function DigitPad({
  isBusy,
  onType,
  onErase,
  onClear,
  className = '',
}: {
  isBusy: boolean;
  onType: (digit: string) => void;
  onErase: () => void;
  onClear: () => void;
  className?: string | undefined;
}) {
  const { t } = useText();
  const key = (digit: string) => (
    <TouchButton key={digit} className={css.key} repeatGuardMs={keyGuardMs} onPress={() => onType(digit)}>
      {digit}
    </TouchButton>
  );
  return (
    <div className={`${css.pad} ${className}`} dir="ltr" aria-busy={isBusy}>
      {digits.map(key)}
      <TouchButton kind="quiet" className={css.key} onPress={onClear}>
        <bdi>{t('rate.clear')}</bdi>
      </TouchButton>
      {key('0')}
      <TouchButton
        kind="quiet"
        className={css.key}
        label={t('rate.erase')}
        repeatGuardMs={keyGuardMs}
        onPress={onErase}
      >
        <Delete size="1.4em" aria-hidden />
      </TouchButton>
    </div>
  );
}
