import { type CommandName, commands } from '../idReader/commands.ts';
import { ayigul, type SimulatedCard, wangJianguo } from '../idReader/simulatedCard.ts';
import type { IdReaderSimulator } from '../idReader/simulator.ts';
import { type Fault, faultNames, isFaultName } from '../idReader/simulatorFaults.ts';
import type { ControlRoute } from './controlServer.ts';

/** The routes of the simulated reader; `POST /card {}` lays the demonstration citizen on it. */
export function idReaderRoutes(control: IdReaderSimulator['control']): readonly ControlRoute[] {
  return [
    { method: 'GET', path: /^\/state$/u, answer: () => ({ status: 200, json: control.state() }) },
    {
      method: 'POST',
      path: /^\/card$/u,
      answer({ body }) {
        const card = toCard(body);
        if (card === null)
          return { status: 400, json: { error: 'name, number, validUntil (YYYY-MM-DD or null), type' } };
        control.layCard(card);
        return { status: 200, json: control.state() };
      },
    },
    {
      method: 'DELETE',
      path: /^\/card$/u,
      answer() {
        control.removeCard();
        return { status: 200, json: control.state() };
      },
    },
    {
      method: 'POST',
      path: /^\/fault$/u,
      answer({ body }) {
        if (body['name'] === 'none') {
          control.clearFaults();
          return { status: 200, json: control.state() };
        }
        const fault = toFault(body);
        if (fault === null) return { status: 400, json: { error: `name: ${faultNames.join(', ')}, sw-XX, none` } };
        control.setFault(fault);
        return { status: 200, json: control.state() };
      },
    },
  ];
}

/** Fills what the caller left out from the demonstration citizen; null when a value has the wrong type. */
function toCard(body: Readonly<Record<string, unknown>>): SimulatedCard | null {
  const { name = ayigul.name, number = ayigul.number, validUntil = '2036-01-01', type = '' } = body;
  if (typeof name !== 'string' || typeof number !== 'string' || typeof type !== 'string') return null;
  if (validUntil !== null && typeof validUntil !== 'string') return null;
  const known = [ayigul, wangJianguo].find(each => each.number === number) ?? ayigul;
  if (body['validUntil'] === undefined && name === known.name) return { ...known, type };
  return {
    ...known,
    name,
    number,
    birth: number.slice(6, 14),
    validUntil: validUntil === null ? '长期' : validUntil.replaceAll('-', ''),
    type,
  };
}

function toFault(body: Readonly<Record<string, unknown>>): Fault | null {
  const { name, on = 'read', times = 1 } = body;
  if (typeof name !== 'string' || !isFaultName(name)) return null;
  if (typeof on !== 'string' || !(on === 'any' || on in commands)) return null;
  if (times !== null && (typeof times !== 'number' || !Number.isInteger(times) || times < 1)) return null;
  return { name, on: on as CommandName | 'any', times };
}
