import { textBlockLength, textFields } from './cardText.ts';

/** Everything that is written on a card, for simulators and tests; invented people only. Dates are YYYYMMDD. */
export type SimulatedCard = {
  readonly name: string;
  readonly sex: string;
  readonly nation: string;
  readonly birth: string;
  readonly address: string;
  readonly number: string;
  readonly authority: string;
  readonly validFrom: string;
  /** YYYYMMDD or 长期 */
  readonly validUntil: string;
  /** '' for a citizen, J, I or Y for permits. */
  readonly type: string;
};

/** Valid number (GB 11643), a name with U+00B7 as many Uyghur names have. */
export const ayigul: SimulatedCard = {
  name: '阿依古丽·麦麦提',
  sex: '2',
  nation: '05',
  birth: '19900307',
  address: '新疆乌鲁木齐市天山区解放北路4号',
  number: '650102199003070021',
  authority: '乌鲁木齐市公安局天山区分局',
  validFrom: '20160101',
  validUntil: '20360101',
  type: '',
};

/** Older than 46 when the card was made, so that it is valid for ever. */
export const wangJianguo: SimulatedCard = {
  name: '王建国',
  sex: '1',
  nation: '01',
  birth: '19491231',
  address: '北京市朝阳区建国路1号',
  number: '11010519491231002X',
  authority: '北京市公安局朝阳分局',
  validFrom: '20120501',
  validUntil: '长期',
  type: '',
};

const simulatedPhotoLength = 1024;

/** The 256-byte text block as it stands on the chip: UTF-16LE, padded with spaces. What does not fit is cut off. */
export function encodeCardText(card: SimulatedCard): Uint8Array {
  const block = new Uint8Array(textBlockLength);
  for (let at = 0; at < block.length; at += 2) block[at] = 0x20;
  for (const name of Object.keys(textFields) as (keyof typeof textFields)[]) {
    const [offset, length] = textFields[name];
    const text = card[name];
    for (let index = 0; index < text.length && index * 2 < length; index++) {
      const unit = text.charCodeAt(index);
      block[offset + index * 2] = unit & 0xff;
      block[offset + index * 2 + 1] = unit >> 8;
    }
  }
  return block;
}

/** What a SAM answers to `read`: two lengths, text, and a photo that is 1024 times 5A. */
export function encodeReadData(card: SimulatedCard): Uint8Array {
  const data = new Uint8Array(4 + textBlockLength + simulatedPhotoLength).fill(0x5a);
  data.set([textBlockLength >> 8, textBlockLength & 0xff, simulatedPhotoLength >> 8, simulatedPhotoLength & 0xff], 0);
  data.set(encodeCardText(card), 4);
  return data;
}
