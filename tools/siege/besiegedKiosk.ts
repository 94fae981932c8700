import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoorAnswer, DoorRequest } from '../../hall/domain/door.ts';
import { type TakenTicket, takenTicketSchema } from '../../hall/domain/hallApi.ts';
import { keepProcess, type KeptProcess } from './keptProcess.ts';

export type BesiegedKiosk = {
  readonly name: string;
  readonly process: KeptProcess;
  /** One touch: asked again under the same request id until a number was shown, as the page does. */
  touch(wish: { requestId: string; queue: string }): Promise<TakenTicket>;
};

const programs = join(import.meta.dirname, '../..');
const askAgainAfterMs = 1500;
const pauseMs = 40;

/** A station as a process of its own, with its data below `folder`, that reaches the hub through `hubPort`. */
export async function openBesiegedKiosk(order: {
  name: string;
  mark: string;
  folder: string;
  hubPort: number;
  deviceToken: string;
}): Promise<BesiegedKiosk> {
  const { name, mark, folder, hubPort, deviceToken } = order;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'kiosk.json'),
    JSON.stringify({ device: name, mark, hubUrl: `http://127.0.0.1:${hubPort}` }),
  );
  writeFileSync(join(folder, 'device.token'), deviceToken, { mode: 0o600 });
  const station = await keepProcess({
    args: ['--import', join(import.meta.dirname, 'parentPort.ts'), join(programs, 'electron/station/main.ts')],
    env: { HALL_DATA: folder },
  });
  const waiting = new Map<number, (answer: { status: number; text: string } | null) => void>();
  const bodies = new Map<number, { status: number; text: string }>();
  let lastId = 0;

  station.onMessage(message => {
    const { id, answer } = message as { id?: number; answer?: DoorAnswer };
    if (id === undefined || answer === undefined) return;
    const body = bodies.get(id) ?? { status: 0, text: '' };
    bodies.set(id, body);
    if (answer.is === 'head') body.status = answer.status;
    else if (answer.is === 'chunk') body.text += new TextDecoder().decode(answer.bytes);
    else settle(id, body);
  });
  station.onDown(() => {
    for (const id of waiting.keys()) settle(id, null);
  });

  function settle(id: number, answer: { status: number; text: string } | null): void {
    bodies.delete(id);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  /** One request through the door; null = nobody answered. */
  function ask(path: string, body: object): Promise<{ status: number; text: string } | null> {
    lastId += 1;
    const id = lastId;
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const headers = [['content-type', 'application/json']] as const;
    const request: DoorRequest = { is: 'request', method: 'POST', url: `hall://kiosk${path}`, headers, body: bytes };
    return new Promise(resolve => {
      waiting.set(id, resolve);
      setTimeout(() => settle(id, null), askAgainAfterMs);
      station.send({ id, request });
    });
  }

  return {
    name,
    process: station,
    async touch(wish) {
      for (;;) {
        const answer = await ask('/api/tickets', { ...wish, language: 'zh', useCard: false });
        const taken = answer?.status === 201 ? takenTicketSchema.safeParse(JSON.parse(answer.text)) : null;
        if (taken?.success) return taken.data;
        await new Promise(resolve => setTimeout(resolve, pauseMs));
      }
    },
  };
}
