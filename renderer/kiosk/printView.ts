/**
 * Where the paper of a ticket stands, as the station says it. The page's own words: `late` = too long under way, `none` =
 * the number is an older one and nobody has asked for a copy.
 */
export type PrintAt = 'queued' | 'sending' | 'printed' | 'failed' | 'uncertain' | 'late' | 'none';

/** Time after which a page waits no longer for paper and shows the number large with its QR code. */
export const printPatienceMs = 8000;

export function isUnderWay(print: PrintAt): boolean {
  return print === 'queued' || print === 'sending';
}

/** Paper is not in the citizen's hand: the screen itself must serve as the ticket. */
export function needsScreenTicket(print: PrintAt): boolean {
  return print === 'failed' || print === 'uncertain' || print === 'late';
}
