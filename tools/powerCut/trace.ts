/** What the recorder (`recorder.c`) saw, in order. Paths are absolute. */
export type TraceRecord =
  | { is: 'write'; path: string; offset: number; data: Uint8Array }
  | { is: 'truncate'; path: string; size: number }
  | { is: 'sync'; path: string }
  | { is: 'rename'; path: string; to: string }
  | { is: 'unlink'; path: string }
  /** A line on standard output: the moment somebody outside was told. */
  | { is: 'said'; text: string };

/** Reads a trace. Throws when it is cut off or of another kind, because a test on half a trace proves nothing. */
export function readTrace(bytes: Uint8Array): TraceRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const records: TraceRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = view.getUint8(at);
    const length = view.getUint16(at + 1, true);
    const path = text.decode(bytes.subarray(at + 3, at + 3 + length));
    const head = at + 3 + length;
    const offset = Number(view.getBigUint64(head, true));
    const size = view.getUint32(head + 8, true);
    const data = bytes.subarray(head + 12, head + 12 + size);
    if (data.length !== size) throw new Error('the trace is cut off');
    records.push(recordOf({ kind, path, offset, data }));
    at = head + 12 + size;
  }
  return records;
}

function recordOf({
  kind,
  path,
  offset,
  data,
}: {
  kind: number;
  path: string;
  offset: number;
  data: Uint8Array;
}): TraceRecord {
  const decoded = () => new TextDecoder().decode(data);
  switch (kind) {
    case 1:
      return { is: 'write', path, offset, data };
    case 2:
      return { is: 'truncate', path, size: offset };
    case 3:
      return { is: 'sync', path };
    case 4:
      return { is: 'rename', path, to: decoded() };
    case 5:
      return { is: 'unlink', path };
    case 6:
      return { is: 'said', text: decoded() };
    default:
      throw new Error(`record of kind ${kind}`);
  }
}
