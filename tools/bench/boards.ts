import { get, type ClientRequest } from 'node:http';
import { startBoardHub } from '../../e2e/boardHubProcess.ts';
import type { BenchRow } from './benchRow.ts';

const boards = 200;
const calls = 30;
/** The hub lets one address have forty connections; the boards of a hall have one each. */
const boardsPerAddress = 20;
const betweenCallsMs = 120;
const patienceMs = 5000;

type Open = { request: ClientRequest; seen: Map<string, number> };

/** Opens a board as a browser does, and notes when it hears of each number first. */
function openBoard(port: number, n: number): Promise<Open> {
  return new Promise((resolve, reject) => {
    const seen = new Map<string, number>();
    const localAddress = `127.0.0.${2 + Math.floor(n / boardsPerAddress)}`;
    const request = get(
      { host: '127.0.0.1', port, localAddress, path: '/api/live?view=board', agent: false },
      answer => {
        let isSnapshot = true;
        answer.setEncoding('utf8').on('data', (text: string) => {
          const now = Date.now();
          if (isSnapshot) resolve({ request, seen });
          isSnapshot = false;
          for (const [, label = ''] of text.matchAll(/"label":"([A-Z]\d{3})"/g))
            if (!seen.has(label)) seen.set(label, now);
        });
      },
    );
    request.on('error', fault => (request.destroyed ? undefined : reject(fault)));
  });
}

/** From the clerk's touch at the hub to each of 200 boards that are open at once. */
export async function measureBoards(): Promise<BenchRow[]> {
  const hub = await startBoardHub({ pagesFolder: 'none', port: 0 });
  const open: Open[] = [];
  try {
    for (let n = 0; n < boards; n++) open.push(await openBoard(hub.port, n));
    const times: number[] = [];
    for (let n = 0; n < calls; n++) {
      const { label, askedAt } = await hub.timedCall('tax', 'counter-4');
      const deadline = Date.now() + patienceMs;
      while (open.some(({ seen }) => !seen.has(label))) {
        if (Date.now() > deadline) throw new Error(`${label} never came to every board`);
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      times.push(...open.map(({ seen }) => (seen.get(label) ?? 0) - askedAt));
      await new Promise(resolve => setTimeout(resolve, betweenCallsMs));
    }
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    const row = (name: string, value: number): BenchRow => ({ name, value, unit: 'ms', floor: null, ratio: null });
    return [row('hub.call_to_boards_200.p50', at(0.5)), row('hub.call_to_boards_200.p99', at(0.99))];
  } finally {
    for (const { request } of open) request.destroy();
    await hub.kill();
  }
}
