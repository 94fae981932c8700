/**
 * What travels between Electron's main process and the children it supervises (station, hub), over structured clone.
 *
 * One request of the page = one fresh message channel. Main sends the child a `DoorRequest` together with one port:
 *
 *   parent port:  main → child   { is: 'request', … } + port      one HTTP request
 *                 main → child   { is: 'shutdown' }               finish, close the databases, exit with 0 within 0.8 s
 *                 child → main   { is: 'ready' }                  from now on requests are answered
 *   that port:    child → main   head, chunk …, end               exactly one head; `end` closes the answer
 *                 main → child   cancel                           the page has gone away; stop, send nothing more
 *
 * A child that sends a `chunk` before `head`, or closes the port without `end`, has failed that request: the page sees an
 * `unavailable` failure (before `head`) or a broken stream (after it). A child that is silent for 10 s while a request waits for its head is killed.
 */

export type DoorHeaders = ReadonlyArray<readonly [name: string, value: string]>;

/** `url` is absolute (`hall://kiosk/api/…`); the body is at most `DOOR_BODY_LIMIT_BYTES`, main refuses more. */
export type DoorRequest = {
  readonly is: 'request';
  readonly method: string;
  readonly url: string;
  readonly headers: DoorHeaders;
  readonly body: Uint8Array | null;
};

export type DoorAnswer =
  | { readonly is: 'head'; readonly status: number; readonly headers: DoorHeaders }
  | { readonly is: 'chunk'; readonly bytes: Uint8Array }
  | { readonly is: 'end' };

export type DoorCancel = { readonly is: 'cancel' };

/** From main to a child, on its parent port. */
export type ChildOrder = DoorRequest | { readonly is: 'shutdown' };

/** From a child to main, on its parent port. */
export type ChildReport = { readonly is: 'ready' };

/** A kiosk page sends a few hundred bytes; anything much larger is a mistake or an attack. */
export const DOOR_BODY_LIMIT_BYTES = 256 * 1024;

/** The child's end of one request: the part of Electron's `MessagePortMain` that is used. `start()` after the listeners are on. */
export type DoorPort = {
  postMessage(message: DoorAnswer): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
};

/** `process.parentPort` inside a utility process; undefined when the same program runs stand-alone under Node. */
export type ParentPort = {
  postMessage(message: ChildReport): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly DoorPort[] }) => void,
  ): unknown;
};
