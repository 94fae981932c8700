import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubAddress } from './hubLink.ts';

const defaultHubPort = 8787;

/**
 * The hub on this machine and how this kiosk proves itself there. Read again for every attempt: on a first start the hub,
 * a neighbour process, makes the credential a moment later. null = no credential yet.
 */
export function readHubAddress(request: {
  dataFolder: string;
  hubUrl: string | null;
  hubPort: string | null;
}): HubAddress | null {
  try {
    const token = readFileSync(join(request.dataFolder, 'device.token'), 'utf8').trim();
    return { url: request.hubUrl ?? `http://127.0.0.1:${request.hubPort ?? defaultHubPort}`, token, fetch };
  } catch {
    return null;
  }
}
