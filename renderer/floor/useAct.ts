import { useState } from 'react';
import type { FloorAnswer } from '../../hall/domain/floorApi.ts';
import type { Answer } from '../ui/askRoute.ts';
import { failureText } from '../ui/failureText.ts';
import type { TextKey } from '../ui/i18n.ts';
import type { Done } from './undoStore.ts';
import type { DialogParts } from './WishDialog.tsx';

/** Sends an order of a dialog: closes it when it was carried out, else says why not. */
export function useAct({ undo, close }: Pick<DialogParts, 'undo' | 'close'>): {
  isBusy: boolean;
  problem: TextKey | null;
  act: (done: Pick<Done, 'say' | 'where'>, ask: () => Promise<Answer<FloorAnswer>>) => Promise<void>;
} {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<TextKey | null>(null);
  async function act(done: Pick<Done, 'say' | 'where'>, ask: () => Promise<Answer<FloorAnswer>>): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    const answer = await ask();
    setBusy(false);
    if (!answer.ok) return setProblem(failureText(answer.failure.code));
    undo.did(done, answer.value);
    close();
  }
  return { isBusy, problem, act };
}
