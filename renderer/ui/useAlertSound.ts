import { useEffect, useState } from 'react';
import { playAlert } from './alertSound.ts';

const mutedForMs = 30 * 60_000;
const repeatHelpMs = 20_000;
const muteKey = 'counter.mutedUntil';

function readMuted(): boolean {
  return Number(localStorage.getItem(muteKey) ?? 0) > Date.now();
}

/**
 * Rings when something new is there; for a person again every 20 seconds until somebody goes. Muted for half an hour at most,
 * on this PC only: what is seen stays.
 */
export function useAlertSound(now: { help: readonly string[]; devices: readonly string[] }): {
  isMuted: boolean;
  toggle: () => void;
} {
  const [isMuted, setMuted] = useState(readMuted);
  const help = now.help.join(' ');
  const devices = now.devices.join(' ');
  useEffect(() => {
    if (isMuted || help === '') return undefined;
    playAlert('help');
    const timer = setInterval(() => playAlert('help'), repeatHelpMs);
    return () => clearInterval(timer);
  }, [help, isMuted]);
  useEffect(() => {
    if (!isMuted && devices !== '') playAlert('device');
  }, [devices, isMuted]);
  useEffect(() => {
    if (!isMuted) return undefined;
    const timer = setInterval(() => setMuted(readMuted()), 10_000);
    return () => clearInterval(timer);
  }, [isMuted]);
  return {
    isMuted,
    toggle: () => {
      if (isMuted) localStorage.removeItem(muteKey);
      else localStorage.setItem(muteKey, String(Date.now() + mutedForMs));
      setMuted(!isMuted);
    },
  };
}
