import { type PrintedPaper, paperPng } from '../printer/paper.ts';
import type { PrinterFaultName, PrinterSimulator } from '../printer/simulatorControl.ts';
import type { ControlAnswer, ControlRoute } from './controlServer.ts';

const faultNames = [
  'paper-out',
  'near-end',
  'cover-open',
  'cutter-jam',
  'head-hot',
  'offline',
  'silent-after-data',
  'garbage-status',
  'clone-fence',
  'no-gs-h',
  'no-gs-r',
  'slow',
] as const satisfies readonly PrinterFaultName[];

/** The routes of the simulated printer. Papers count from 1, in the order in which they were cut off. */
export function printerRoutes(control: PrinterSimulator['control']): readonly ControlRoute[] {
  const state = (): ControlAnswer => ({ status: 200, json: control.state() });
  return [
    { method: 'GET', path: /^\/state$/u, answer: state },
    { method: 'GET', path: /^\/papers$/u, answer: () => ({ status: 200, json: control.papers().map(inWords) }) },
    {
      method: 'GET',
      path: /^\/papers\/(\d{1,6})\.png$/u,
      async answer({ part }) {
        const paper = control.papers()[Number(part) - 1];
        return paper === undefined ? noPaper : { status: 200, png: await paperPng(paper) };
      },
    },
    {
      method: 'POST',
      path: /^\/refill$/u,
      answer() {
        control.refill();
        return state();
      },
    },
    {
      method: 'POST',
      path: /^\/fault$/u,
      answer({ body }) {
        const { name, on = true, afterFences, afterMm } = body;
        if (name === 'none') {
          for (const each of faultNames) control.setFault(each, false);
          return state();
        }
        const known = faultNames.find(each => each === name);
        if (known === undefined || typeof on !== 'boolean') return badFault;
        if (known === 'paper-out' && typeof afterFences === 'number') control.runOutAfter({ fences: afterFences });
        else if (known === 'paper-out' && typeof afterMm === 'number') control.runOutAfter({ mm: afterMm });
        else control.setFault(known, on);
        return state();
      },
    },
    {
      method: 'POST',
      path: /^\/power-cycle$/u,
      answer() {
        control.powerCycle();
        return state();
      },
    },
  ];
}

const noPaper: ControlAnswer = { status: 404, json: { error: 'no such paper' } };
const badFault: ControlAnswer = {
  status: 400,
  json: { error: `name: ${faultNames.join(', ')}, none, vanish, return; on; paper-out also afterFences or afterMm` },
};

function inWords(paper: PrintedPaper, index: number): unknown {
  const { lines, codes, cut, widthDots, heightDots } = paper;
  return { number: index + 1, lines, codes, cut, widthDots, heightDots };
}
