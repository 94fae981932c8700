import { useEffect, useState } from 'react';
import type { Overview } from '../../hall/domain/regionApi.ts';
import { readOverview } from './askRegion.ts';

const everyMs = 5_000;

export type OverviewState = {
  /** The last figures that arrived; null before the first ones. */
  overview: Overview | null;
  /** false: the last attempt failed, what is shown is old. */
  fresh: boolean;
  /** true: the session is over. */
  ended: boolean;
};

/** Asks for the figures every five seconds while the page is open and the session lasts. */
export function useOverview(token: string): OverviewState {
  const [state, setState] = useState<OverviewState>({ overview: null, fresh: true, ended: false });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async (): Promise<void> => {
      const answer = await readOverview(token);
      if (over) return;
      if (answer.ok) setState({ overview: answer.value, fresh: true, ended: false });
      else {
        const ended = answer.failure.code === 'unauthorized' || answer.failure.code === 'forbidden';
        setState(before => ({ ...before, fresh: false, ended }));
        if (ended) return;
      }
      timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      over = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [token]);
  return state;
}
