import { execFileSync, spawn } from 'node:child_process';

/** A screen of its own for one kiosk, so that every foreign window on it is an escape. */
export type VirtualScreen = {
  readonly display: string;
  /** Ids of the visible top-level windows, sorted. */
  windows(): string[];
  /** Plays keys through the X server, as a plugged-in keyboard would: `ctrl+w`, `F11` … */
  pressKeys(combination: string): void;
  /** Clicks at a point of the screen, in px. */
  click(at: { x: number; y: number; button: number }): void;
  close(): void;
};

export const screenSizes = { portrait: '1080x1920x24', landscape: '1920x1080x24' } as const;

/** Starts Xvfb on a free number. */
export async function openVirtualScreen(size: keyof typeof screenSizes): Promise<VirtualScreen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screenSizes[size], '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.stdio[3]?.once('data', (chunk: unknown) => resolve(String(chunk).trim()));
    server.once('error', reject);
    server.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)));
  });
  const display = `:${number}`;
  const run = (command: string, args: string[]): string =>
    execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, DISPLAY: display } });
  return {
    display,
    windows() {
      const children = run('xwininfo', ['-root', '-children']).matchAll(/^\s+(0x[0-9a-f]+) /gm);
      return [...children]
        .map(match => match[1] ?? '')
        .filter(id => run('xwininfo', ['-id', id]).includes('IsViewable'))
        .sort();
    },
    pressKeys: combination => void run('xdotool', ['key', '--clearmodifiers', combination]),
    click: ({ x, y, button }) => void run('xdotool', ['mousemove', `${x}`, `${y}`, 'click', `${button}`]),
    close: () => server.kill('SIGTERM'),
  };
}
