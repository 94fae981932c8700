import { hc } from 'hono/client';
import type { z } from 'zod';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { voicesSchema } from '../../hall/domain/clipManifest.ts';
import type { Language } from '../../hall/domain/language.ts';
import { askRoute } from '../ui/askRoute.ts';
import { bearer } from '../ui/hubSession.ts';

export type Voices = z.infer<typeof voicesSchema>;

const answerWithinMs = 15_000;
const hub = hc<HubApi>(location.origin).api.voices;

/** `GET /api/voices`; null when the hub does not answer. */
export async function readVoices(token: string): Promise<Voices | null> {
  const answer = await askRoute(answerWithinMs, init => hub.$get({}, { init, ...bearer(token) }));
  return answer.ok ? answer.value : null;
}

/** `GET /api/voices/test.wav`, played here; false when there was nothing to hear. */
export async function speakTest(
  token: string,
  wish: { label: string; counter: number; language: Language; pack: string | null },
): Promise<boolean> {
  const query = new URLSearchParams({
    label: wish.label,
    counter: String(wish.counter),
    language: wish.language,
    ...(wish.pack === null ? {} : { pack: wish.pack }),
  });
  try {
    const answer = await fetch(`/api/voices/test.wav?${query}`, {
      ...bearer(token),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!answer.ok) return false;
    const address = URL.createObjectURL(await answer.blob());
    const audio = new Audio(address);
    audio.addEventListener('ended', () => URL.revokeObjectURL(address), { once: true });
    await audio.play();
    return true;
  } catch {
    return false;
  }
}
