import { expect, test } from 'vitest';
import { type AnswerFrame, decodeAnswers, decodeCommands, encodeAnswer } from './codec.ts';
import { type CommandName, commandBytes, commands, decodeSamId, textBlockOf } from './commands.ts';
import { decodeCardText } from './cardText.ts';
import { ayigul, encodeCardText, encodeReadData } from './simulatedCard.ts';
import { knownStatusWords, statusWordOf } from './statusWords.ts';

/** The bytes as vendors publish them (eastcoms, softs.im, hev-idcard-reader), not as this codec makes them. */
const commandVectors: Record<CommandName, string> = {
  reset: 'AA AA AA 96 69 00 03 10 FF EC',
  status: 'AA AA AA 96 69 00 03 11 FF ED',
  samId: 'AA AA AA 96 69 00 03 12 FF EE',
  find: 'AA AA AA 96 69 00 03 20 01 22',
  select: 'AA AA AA 96 69 00 03 20 02 21',
  read: 'AA AA AA 96 69 00 03 30 01 32',
  readWithFingerprints: 'AA AA AA 96 69 00 03 30 10 23',
  newestAddress: 'AA AA AA 96 69 00 03 30 03 30',
  cardManagementNumber: 'AA AA AA 96 69 00 03 30 05 36',
  setMaxRfBytes: 'AA AA AA 96 69 00 04 61 FF 50 CA',
  setBaud115200: 'AA AA AA 96 69 00 03 60 00 63',
  setBaud57600: 'AA AA AA 96 69 00 03 60 01 62',
  setBaud38400: 'AA AA AA 96 69 00 03 60 02 61',
  setBaud19200: 'AA AA AA 96 69 00 03 60 03 60',
  setBaud9600: 'AA AA AA 96 69 00 03 60 04 67',
};

const answerVectors: [name: string, hex: string, sw3: number, dataLength: number][] = [
  ['status ok', 'AA AA AA 96 69 00 04 00 00 90 94', 0x90, 0],
  ['find ok', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97', 0x9f, 4],
  ['no card', 'AA AA AA 96 69 00 04 00 00 80 84', 0x80, 0],
  ['select ok', 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', 0x90, 8],
  ['select failed', 'AA AA AA 96 69 00 04 00 00 81 85', 0x81, 0],
  ['read failed', 'AA AA AA 96 69 00 04 00 00 41 45', 0x41, 0],
];

const errorVectors = '10/14 11/15 21/25 23/27 24/20 31/35 32/36 33/37 40/44 47/43 60/64 66/62 91/95'.split(' ');

const samIdVector = 'AA AA AA 96 69 00 14 00 00 90 05 00 03 00 F3 D6 34 01 87 D6 12 00 B1 68 DE 3A EC';

/** Text block of the synthetic citizen, laid out by hand after the field table of GA/T 490, in another language than this one. */
const citizenBlock = [
  '3f969d4fe4533d4eb700a69ea69ed06320002000200020002000200020003200300035003100390039003000300033003000',
  '3700b06586754c4e819c2867509f025e2959715c3a53e3893e651753ef8d3400f75320002000200020002000200020002000',
  '2000200020002000200020002000200020002000200036003500300031003000320031003900390030003000330030003700',
  '30003000320031004c4e819c2867509f025e6c51895b405c2959715c3a530652405c20002000320030003100360030003100',
  '3000310032003000330036003000310030003100200020002000200020002000200020002000200020002000200020002000',
  '200020002000',
].join('');

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.replaceAll(' ', '').match(/../gu) ?? [], pair => Number.parseInt(pair, 16));
}

function onlyAnswer(buffer: Uint8Array): AnswerFrame {
  const { decoded, rest } = decodeAnswers(buffer);
  expect(rest.length).toBe(0);
  expect(decoded.length).toBe(1);
  const [first] = decoded;
  if (first?.kind !== 'answer') throw new Error('no answer');
  return first;
}

test.each(Object.keys(commands) as CommandName[])('command %s has the published bytes', name => {
  expect(commandBytes(name)).toEqual(bytes(commandVectors[name]));
  const { command, parameter, data } = commands[name];
  expect(decodeCommands(bytes(commandVectors[name]))).toEqual({
    decoded: [{ kind: 'command', command, parameter, data }],
    rest: new Uint8Array(0),
  });
});

test.each(answerVectors)('answer "%s" is read from the published bytes', (_, hex, sw3, dataLength) => {
  const answer = onlyAnswer(bytes(hex));
  expect(answer).toEqual({ kind: 'answer', sw1: 0, sw2: 0, sw3, data: new Uint8Array(dataLength) });
  expect(encodeAnswer(answer)).toEqual(bytes(hex));
});

test.each(errorVectors)('status word %s', vector => {
  const [word, check] = vector.split('/');
  const answer = onlyAnswer(bytes(`AA AA AA 96 69 00 04 00 00 ${word} ${check}`));
  expect(answer.sw3).toBe(Number.parseInt(word!, 16));
  expect(knownStatusWords).toContain(answer.sw3);
  expect(statusWordOf(answer.sw3).action).not.toBe('done');
});

test('a status word nobody has listed is tried again, not taken for success', () => {
  for (let sw3 = 0; sw3 < 256; sw3++) {
    if (!knownStatusWords.includes(sw3)) expect(statusWordOf(sw3).action).toBe('retry');
  }
});

test('the SAM id is printed as on the reader', () => {
  const id = decodeSamId(onlyAnswer(bytes(samIdVector)).data);
  expect(id?.text).toBe('05.03-20240115-0001234567-0987654321');
  expect(id?.raw).toEqual(bytes(samIdVector).subarray(10, 26));
  expect(decodeSamId(new Uint8Array(15))).toBe(null);
});

test('a full read of the synthetic citizen: 1295 bytes, CHK 0F', () => {
  const frame = new Uint8Array([
    ...bytes('AA AA AA 96 69 05 08 00 00 90 01 00 04 00'),
    ...bytes(citizenBlock),
    ...new Uint8Array(1024).fill(0x5a),
    0x0f,
  ]);
  expect(frame.length).toBe(1295);
  const answer = onlyAnswer(frame);
  const block = textBlockOf(answer.data);
  expect(block).toEqual(bytes(citizenBlock));
  expect(decodeCardText(block!)).toEqual({
    ok: true,
    value: {
      kind: 'citizen',
      name: '阿依古丽·麦麦提',
      number: '650102199003070021',
      validFrom: '2016-01-01',
      validUntil: '2036-01-01',
    },
  });
  expect(encodeCardText(ayigul)).toEqual(bytes(citizenBlock));
  expect(encodeAnswer({ sw1: 0, sw2: 0, sw3: 0x90, data: encodeReadData(ayigul) })).toEqual(frame);
});

test('a read with fingerprints is the longest frame and is still taken for one', () => {
  const head = bytes('AA AA AA 96 69 09 0A 00 00 90 01 00 04 00 04 00');
  const body = new Uint8Array([...head, ...new Uint8Array(256 + 1024 + 1024)]);
  const check = body.subarray(5).reduce((sum, byte) => sum ^ byte, 0);
  expect(onlyAnswer(new Uint8Array([...body, check])).data.length).toBe(6 + 256 + 1024 + 1024);
});
