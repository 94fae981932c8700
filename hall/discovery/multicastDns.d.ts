/** The part of `multicast-dns` 7 that is used; the package brings no types. */
declare module 'multicast-dns' {
  import type { EventEmitter } from 'node:events';

  export type Record =
    | { name: string; type: 'PTR'; ttl?: number; data: string }
    | { name: string; type: 'SRV'; ttl?: number; data: { port: number; target: string } }
    | { name: string; type: 'TXT'; ttl?: number; data: readonly Uint8Array[] | readonly string[] }
    | { name: string; type: 'A' | 'AAAA'; ttl?: number; data: string };
  export type Packet = {
    questions: readonly { name: string; type: string }[];
    answers: readonly Record[];
    additionals: readonly Record[];
  };
  export interface MulticastDns extends EventEmitter {
    on(event: 'query' | 'response', listener: (packet: Packet) => void): this;
    on(event: 'error' | 'warning', listener: (fault: Error) => void): this;
    once(event: 'error' | 'warning', listener: (fault: Error) => void): this;
    query(request: { questions: readonly { name: string; type: 'PTR' }[] }): void;
    respond(packet: { answers: readonly Record[]; additionals: readonly Record[] }): void;
    destroy(): void;
  }
  export default function multicastDns(options: { loopback: boolean }): MulticastDns;
}
