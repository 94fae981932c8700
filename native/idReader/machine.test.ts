import { expect, test } from 'vitest';
import type { AnswerFrame } from './codec.ts';
import { step } from './machine.ts';
import {
  initialReaderState,
  type ReaderEffect,
  type ReaderInput,
  type ReaderState,
  type ReaderTimings,
} from './readerState.ts';
import { ayigul, encodeReadData, type SimulatedCard, wangJianguo } from './simulatedCard.ts';

const timings: ReaderTimings = { baudRate: 115_200, pollMs: 300, pollsPerStatus: 10, faultPollMs: 3000 };

function sw(sw3: number, data: Uint8Array = new Uint8Array(0)): ReaderInput {
  const answer: AnswerFrame = { kind: 'answer', sw1: 0, sw2: 0, sw3, data };
  return { is: 'answered', answer };
}

const ready = sw(0x90);
const found = sw(0x9f, new Uint8Array(4));
const noCard = sw(0x80);
const selected = sw(0x90, new Uint8Array(8));
const timer: ReaderInput = { is: 'timer' };
const garbled: ReaderInput = { is: 'garbled' };
const cardRead = (card: SimulatedCard): ReaderInput => sw(0x90, encodeReadData(card));

/** One word for each effect: what was asked, how long it rests, what was told. */
function inWords(effect: ReaderEffect): string {
  switch (effect.do) {
    case 'ask':
      return effect.command;
    case 'rest':
      return `rest ${effect.forMs}`;
    case 'tell':
      if (effect.event.is === 'failed') return `FAILED ${effect.event.code}`;
      if (effect.event.is === 'read' && effect.event.card.kind === 'citizen') return `READ ${effect.event.card.name}`;
      return effect.event.is.toUpperCase();
    case 'report':
      return `[${effect.health}]`;
    default:
      return `(${effect.do})`;
  }
}

function play(
  inputs: readonly ReaderInput[],
  from: ReaderState = initialReaderState,
): { words: string[]; state: ReaderState } {
  let state = from;
  const words: string[] = [];
  for (const input of inputs) {
    const { next, effects } = step(state, input, timings);
    state = next;
    words.push(...effects.map(inWords));
  }
  return { words, state };
}

const opened: ReaderInput[] = [{ is: 'opened' }, ready];
const toFind = play(opened).state;
const toSelect = play([...opened, found]).state;
const toRead = play([...opened, found, selected]).state;
const afterRead = play([...opened, found, selected, cardRead(ayigul)]).state;
const lifted = [noCard, timer, noCard, timer, noCard];

test.each<[string, ReaderState, ReaderInput[], string]>([
  [
    'a good card',
    initialReaderState,
    [...opened, found, selected, cardRead(ayigul)],
    'status [good] find READING select read READ 阿依古丽·麦麦提 rest 300',
  ],
  ['an empty reader', toFind, [noCard, timer, noCard, timer], 'rest 300 find rest 300 find'],
  [
    'the card stays and is found again: not read again',
    afterRead,
    [timer, found, timer, found],
    'find rest 300 find rest 300',
  ],
  [
    'the card stays and is not found again: removed once',
    afterRead,
    [timer, ...lifted, timer, noCard],
    'find rest 300 find rest 300 find REMOVED rest 300 find rest 300',
  ],
  [
    'two misses are not a removal, and the same card is not told twice',
    afterRead,
    [timer, noCard, timer, noCard, timer, found, selected, cardRead(ayigul)],
    'find rest 300 find rest 300 find select read rest 300',
  ],
  [
    'swapped between two polls',
    afterRead,
    [timer, noCard, timer, found, selected, cardRead(wangJianguo)],
    'find rest 300 find select read REMOVED READING READ 王建国 rest 300',
  ],
  [
    'the same card laid anew',
    afterRead,
    [timer, ...lifted, timer, found, selected, cardRead(ayigul)],
    'find rest 300 find rest 300 find REMOVED rest 300 find READING select read READ 阿依古丽·麦麦提 rest 300',
  ],
  ['41 once', toRead, [sw(0x41), cardRead(ayigul)], 'read READ 阿依古丽·麦麦提 rest 300'],
  [
    '41 twice: from find on',
    toRead,
    [sw(0x41), sw(0x41), found, selected, cardRead(ayigul)],
    'read find select read READ 阿依古丽·麦麦提 rest 300',
  ],
  [
    '41 three times',
    toRead,
    [sw(0x41), sw(0x41), found, selected, sw(0x41)],
    'read find select read FAILED unreadable rest 300',
  ],
  ['lifted in the middle', toRead, [sw(0x41), sw(0x41), noCard, timer], 'read find FAILED card-removed rest 300 find'],
  [
    'the card rejects the reader',
    toRead,
    [sw(0x31), sw(0x32), found, selected, sw(0x33)],
    'read find select read FAILED rejected rest 300',
  ],
  ['random number failed, then good', toRead, [sw(0x47), cardRead(ayigul)], 'read READ 阿依古丽·麦麦提 rest 300'],
  ['not an ID card, at select', toSelect, [sw(0x40)], 'FAILED wrong-card rest 300'],
  ['not an ID card, at read', toRead, [sw(0x40)], 'FAILED wrong-card rest 300'],
  [
    'select fails three times',
    toSelect,
    [sw(0x81), found, sw(0x81), found, sw(0x81)],
    'find select find select FAILED unreadable rest 300',
  ],
  [
    'a failed card that stays is left alone',
    play([sw(0x40)], toRead).state,
    [timer, found, timer, found],
    'find rest 300 find rest 300',
  ],
  [
    'a failed card laid anew is tried again',
    play([sw(0x40)], toRead).state,
    [timer, noCard, timer, found],
    'find rest 300 find READING select',
  ],
  ['no content', toRead, [sw(0x91)], 'FAILED unreadable rest 300'],
  ['not authorised for reading', toRead, [sw(0x23)], 'FAILED unreadable rest 300'],
  ['a text nobody can read', toRead, [sw(0x90, new Uint8Array(1284))], 'FAILED unreadable rest 300'],
  ['a permit', toRead, [cardRead({ ...ayigul, type: 'J' })], 'READ rest 300'],
  ['the reader heard a wrong checksum', toRead, [sw(0x10), cardRead(ayigul)], 'read READ 阿依古丽·麦麦提 rest 300'],
  ['the reader heard it twice', toRead, [sw(0x10), sw(0x11)], 'read FAILED unreadable rest 300'],
  ['a damaged answer, twice', toRead, [garbled, garbled, cardRead(ayigul)], 'read read READ 阿依古丽·麦麦提 rest 300'],
  ['a damaged answer, three times', toRead, [garbled, garbled, garbled], 'read read FAILED unreadable rest 300'],
  [
    'nothing but noise when idle',
    toFind,
    [garbled, garbled, garbled, timer, ready],
    'find find [line-noise] rest 3000 status [good] find',
  ],
  [
    'nothing but noise from the start',
    initialReaderState,
    [{ is: 'opened' }, garbled, garbled, garbled],
    'status status status (renew)',
  ],
  ['silent once', toFind, [timer, noCard, timer, timer, noCard], 'find rest 300 find find rest 300'],
  ['silent twice', toFind, [timer, timer], 'find (renew)'],
  ['silent twice in the middle of a card', toRead, [timer, timer], 'read (renew) FAILED reader-lost'],
  ['unplugged in the middle of a card', toRead, [{ is: 'closed' }], 'FAILED reader-lost'],
  [
    'unplugged with a read card on it: the same card afterwards is nothing new',
    afterRead,
    [{ is: 'closed' }, ...opened, found, selected, cardRead(ayigul)],
    'status [good] find select read rest 300',
  ],
  [
    'not authorised at all',
    initialReaderState,
    [{ is: 'opened' }, sw(0x66), timer, sw(0x66), timer, ready],
    'status [not-authorised] rest 3000 status rest 3000 status [good] find',
  ],
  ['self-test failed in the middle of a card', toRead, [sw(0x60)], '[self-test-failed] FAILED reader-lost rest 3000'],
  ['find is refused', toFind, [sw(0x21)], '[refuses-commands] rest 3000'],
  ['an answer nobody asked for, while resting', play([noCard], toFind).state, [cardRead(ayigul)], '(ignore)'],
  ['a card replayed while finding', toFind, [cardRead(ayigul), selected, noCard], '(ignore) (ignore) rest 300'],
  ['a second answer to find does not select', toSelect, [found, selected], '(ignore) read'],
  [
    'a second answer to select does not read',
    toRead,
    [selected, cardRead(ayigul)],
    '(ignore) READ 阿依古丽·麦麦提 rest 300',
  ],
  ['input that means nothing when closed', initialReaderState, [timer, garbled, { is: 'closed' }], ''],
])('%s', (_, from, inputs, words) => {
  expect(play(inputs, from).words.join(' ')).toBe(words);
});

test('every tenth poll asks the SAM itself, as a heartbeat', () => {
  let state = toFind;
  const asked: string[] = [];
  for (let i = 0; i < 24; i++) {
    const input =
      state.line.at === 'resting'
        ? timer
        : state.line.at === 'asking' && state.line.command === 'status'
          ? ready
          : noCard;
    const result = step(state, input, timings);
    state = result.next;
    asked.push(...result.effects.flatMap(effect => (effect.do === 'ask' ? [effect.command] : [])));
  }
  expect(asked.filter(command => command === 'status').length).toBe(1);
});

test('time-outs grow with a slower line', () => {
  const { effects } = step(toSelect, selected, { ...timings, baudRate: 9600 });
  expect(effects).toEqual([{ do: 'ask', command: 'read', timeoutMs: 3000 + Math.ceil((1305 * 10_000) / 9600) }]);
});

test('the state never holds more of a person than the number, and only while the card lies there', () => {
  expect(JSON.stringify(afterRead)).not.toContain('阿依');
  expect(JSON.stringify(play([timer, ...lifted], afterRead).state)).not.toContain('650102');
});
