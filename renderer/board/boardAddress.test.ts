import { describe, expect, it } from 'vitest';
import { liveUrlOf, readBoardAddress } from './boardAddress.ts';

describe('address of a board', () => {
  it('is the board of the hall without anything, in both languages of the hall', () => {
    expect(readBoardAddress('')).toEqual({
      shows: { at: 'hall' },
      languages: ['zh', 'ug'],
      isSilent: false,
      arrow: 'down',
    });
  });

  it('names an area, and the live view asks for the same', () => {
    const { shows } = readBoardAddress('?area=floor-1-a');
    expect(shows).toEqual({ at: 'area', area: 'floor-1-a' });
    expect(new URL(liveUrlOf(shows), 'http://hub').searchParams.get('area')).toBe('floor-1-a');
  });

  it('names a counter by its number, its arrow, languages and silence', () => {
    expect(readBoardAddress('?counter=12&arrow=left&lang=ug,zh,xx,ug&sound=off')).toEqual({
      shows: { at: 'counter', number: 12 },
      languages: ['ug', 'zh'],
      isSilent: true,
      arrow: 'left',
    });
    expect(liveUrlOf({ at: 'counter', number: 12 })).toBe('/api/live?view=board&number=12');
  });

  it('leaves out what makes no sense', () => {
    for (const search of ['?counter=0', '?counter=1000', '?counter=x', '?area=', '?arrow=round', '?lang=de'])
      expect(readBoardAddress(search)).toEqual(readBoardAddress(''));
  });
});
