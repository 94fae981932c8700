import { PictureInPicture2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../ui/i18n.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { openCompactWindow } from './compactWindow.ts';

/** Puts the console into a small window that stays above the programs a clerk works with. */
export function CompactButton({
  className,
  listen,
}: {
  className: string | undefined;
  listen: (target: Window) => () => void;
}) {
  const { t } = useText();
  const [isAway, setAway] = useState(false);
  if (isAway || window.opener !== null) return null;
  const open = async () =>
    setAway(await openCompactWindow({ listen, back: () => setAway(false), note: t('compact.away') }));
  return (
    <TouchButton kind="quiet" className={className} label={t('compact.open')} onPress={() => void open()}>
      <PictureInPicture2 size={18} aria-hidden />
    </TouchButton>
  );
}
