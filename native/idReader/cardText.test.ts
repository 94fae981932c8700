import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCardText } from './cardText.ts';
import { ayigul, encodeCardText, type SimulatedCard, wangJianguo } from './simulatedCard.ts';

function decode(changes: Partial<SimulatedCard>) {
  return decodeCardText(encodeCardText({ ...ayigul, ...changes }));
}

test('valid for ever is null, a check letter X stays X', () => {
  expect(decodeCardText(encodeCardText(wangJianguo))).toEqual({
    ok: true,
    value: { kind: 'citizen', name: '王建国', number: '11010519491231002X', validFrom: '2012-05-01', validUntil: null },
  });
});

test.each([
  ['a small x', '11010519491231002x', '11010519491231002X'],
  ['full width', '６５０１０２１９９００３０７００２１', '650102199003070021'],
  ['a full-width small x', '11010519491231002ｘ', '11010519491231002X'],
  ['an area that exists no more', '652122198001011234', '652122198001011234'],
])('the number is understood with %s', (_, onCard, number) => {
  expect(decode({ number: onCard })).toMatchObject({ ok: true, value: { number } });
});

test('NUL as padding, and fifteen characters of name without any', () => {
  const block = encodeCardText(ayigul);
  for (let at = 16; at < 30; at += 2) block[at] = 0;
  expect(decodeCardText(block)).toMatchObject({ ok: true, value: { name: '阿依古丽·麦麦提' } });
  const longest = '买买提江·吐尔逊·阿不都热依木';
  expect(decode({ name: longest })).toMatchObject({ ok: true, value: { name: longest } });
});

test('characters outside the basic plane survive', () => {
  expect(decode({ name: '𠮷𡈽' })).toMatchObject({ ok: true, value: { name: '𠮷𡈽' } });
});

test.each(['J', 'I', 'Y', 'K'])(
  'a permit of type %s is never taken for a citizen, and nothing else of it comes out',
  type => {
    expect(decode({ type })).toEqual({ ok: true, value: { kind: 'other', type } });
  },
);

test.each<[Partial<SimulatedCard>, string]>([
  [{ name: '' }, 'bad-name'],
  [{ name: 'A\u0007B' }, 'bad-name'],
  [{ number: '65010219900307002' }, 'bad-number'],
  [{ number: '6501021990030700X1' }, 'bad-number'],
  [{ validFrom: '20230229' }, 'bad-validity'],
  [{ validUntil: '' }, 'bad-validity'],
  [{ validUntil: '长久' }, 'bad-validity'],
])('%j is refused as %s', (changes, failure) => {
  expect(decode(changes)).toEqual({ ok: false, failure });
});

test('any 256 bytes, and any other number of them, never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), block => {
      decodeCardText(block);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), block => {
      decodeCardText(block);
    }),
    { numRuns: 2000 },
  );
  expect(decodeCardText(new Uint8Array(255))).toEqual({ ok: false, failure: 'bad-length' });
});

test('only name, number and validity leave the decoder', () => {
  const canary = { address: '金丝雀街7号', nation: '43', authority: '金丝雀分局', sex: '9', birth: '18881122' };
  const result = decode(canary);
  if (!result.ok) throw new Error(result.failure);
  expect(Object.keys(result.value).sort()).toEqual(['kind', 'name', 'number', 'validFrom', 'validUntil']);
  const said = JSON.stringify(result);
  for (const word of ['金丝雀', '乌孜别克', '"43"', '18881122']) expect(said).not.toContain(word);
});
