import { useLayoutEffect, useState } from 'react';
import { kioskMetrics } from '../ui/kioskMetrics.ts';

/** The root size for which tokens.css gives its sizes. */
const tokenUnitPx = 34;

/** Above this root size (landscape: above the tokens' own) a screen is so small for its text that screens leave out what is said twice. */
const roomyUnitPx = 38;

/** Writes the physical measures of the screen into the tokens. Defaults are those of a 27" kiosk. */
export function useMetrics(diagonalInch: number, screenBottomMm: number): void {
  const [size, setSize] = useState(() => screenSize());
  useLayoutEffect(() => {
    const measure = () => setSize(before => (sameSize(before, screenSize()) ? before : screenSize()));
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  useLayoutEffect(() => {
    const { unitPx, pitchMm, reachTopPx } = kioskMetrics({ diagonalInch, screenBottomMm, ...size });
    const { style, dataset } = document.documentElement;
    dataset['compact'] = String(unitPx > (size.heightPx > size.widthPx ? roomyUnitPx : tokenUnitPx));
    style.setProperty('--unit', `${unitPx}px`);
    style.setProperty('--scale', String(unitPx / tokenUnitPx));
    style.setProperty('--mm', `${1 / pitchMm}px`);
    style.setProperty('--reach-top', `${reachTopPx}px`);
  }, [diagonalInch, screenBottomMm, size]);
}

type Size = { widthPx: number; heightPx: number };
const screenSize = (): Size => ({ widthPx: window.innerWidth, heightPx: window.innerHeight });
const sameSize = (a: Size, b: Size) => a.widthPx === b.widthPx && a.heightPx === b.heightPx;
