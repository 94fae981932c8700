import { silentSound } from './silentSound.ts';

/** How a sound ended. `blocked`: the browser wants a touch first. `missing`: no such file, or nothing that can play it. */
export type SoundEnd = 'played' | 'blocked' | 'missing';

export type SoundPlayer = {
  /** Plays a sound of the hub to its end. Never throws and always comes back. */
  play: (sound: { url: string; volumePercent: number }) => Promise<SoundEnd>;
  /** Plays nothing, to learn whether playing is allowed; inside a touch it also makes it so. */
  tryOut: () => Promise<SoundEnd>;
};

const fetchWithinMs = 8000;
/** No announcement is this long; a player that says nothing by then is taken for ended. */
const longestMs = 45_000;

/** Sounds through one audio element. A sound is fetched whole before it starts, so a slow line cannot cut a word in two. */
export function createSoundPlayer(): SoundPlayer {
  const audio = new Audio();

  async function playBlob(blob: Blob): Promise<SoundEnd> {
    const address = URL.createObjectURL(blob);
    const over = new AbortController();
    try {
      const ended = new Promise<SoundEnd>(resolve => {
        const { signal } = over;
        audio.addEventListener('ended', () => resolve('played'), { signal });
        audio.addEventListener('error', () => resolve('missing'), { signal });
        const late = setTimeout(() => resolve('missing'), longestMs);
        signal.addEventListener('abort', () => clearTimeout(late));
      });
      audio.src = address;
      await audio.play();
      return await ended;
    } catch (fault) {
      return fault instanceof DOMException && fault.name === 'NotAllowedError' ? 'blocked' : 'missing';
    } finally {
      over.abort();
      audio.pause();
      audio.removeAttribute('src');
      URL.revokeObjectURL(address);
    }
  }

  return {
    async play({ url, volumePercent }) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(fetchWithinMs) });
        if (!response.ok) return 'missing';
        // Through memory: a blob made by the browser leaves nothing to look at for whoever watches the line.
        audio.volume = Math.min(1, Math.max(0, volumePercent / 100));
        return await playBlob(new Blob([await response.arrayBuffer()], { type: 'audio/wav' }));
      } catch {
        return 'missing';
      }
    },
    tryOut: () => playBlob(silentSound()),
  };
}
