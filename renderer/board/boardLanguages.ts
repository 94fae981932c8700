import { createContext, useContext } from 'react';
import type { Language } from '../../hall/domain/language.ts';

/** Languages of this board, in their order. */
export const BoardLanguages = createContext<readonly Language[]>(['zh', 'ug']);

export function useBoardLanguages(): readonly Language[] {
  return useContext(BoardLanguages);
}
