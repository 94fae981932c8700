/** Everything main ever reports. No free text from the page: it could hold what a citizen typed. */
export type MainReport =
  | { readonly is: 'arguments.refused'; readonly refused: readonly string[] }
  | { readonly is: 'instance.second' }
  | { readonly is: 'kiosk.started'; readonly pid: number; readonly electron: string; readonly dataFolder: string }
  | { readonly is: 'settings.unreadable'; readonly reason: string }
  | { readonly is: 'page.loading'; readonly why: PageLoadReason }
  | { readonly is: 'page.drawn' }
  | { readonly is: 'page.ended'; readonly why: string }
  | { readonly is: 'page.error'; readonly source: string; readonly line: number; readonly message: string | null }
  | { readonly is: 'page.refused'; readonly what: RefusedAttempt }
  | { readonly is: 'window.recreated' }
  | { readonly is: 'board.opened' | 'board.noScreen'; readonly screen: number }
  | { readonly is: 'board.drawn' }
  | { readonly is: 'board.ended'; readonly why: string; readonly againInMs: number }
  | { readonly is: 'chromium.ended'; readonly process: string; readonly why: string }
  | { readonly is: 'child.started' | 'child.ready'; readonly name: string; readonly pid: number | null }
  | { readonly is: 'child.ended'; readonly name: string; readonly code: number; readonly againInMs: number | null }
  | { readonly is: 'child.silent'; readonly name: string; readonly forMs: number }
  | { readonly is: 'kiosk.stopping' }
  | { readonly is: 'kiosk.stopped' }
  | { readonly is: 'kiosk.broken'; readonly why: string };

export type PageLoadReason = 'start' | 'ended' | 'silent' | 'failed' | 'recreated';
export type RefusedAttempt =
  | 'navigation'
  | 'window'
  | 'webview'
  | 'download'
  | 'permission'
  | 'device'
  | 'key'
  | 'network'
  | 'sender';

// A supervisor that has gone away must not take the kiosk with it.
process.stdout.on('error', () => undefined);

/** One JSON object a line on the standard output, with the time in epoch ms. */
export function report(message: MainReport): void {
  process.stdout.write(`${JSON.stringify({ time: Date.now(), ...message })}\n`);
}
