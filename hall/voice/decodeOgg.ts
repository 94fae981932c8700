import { findProgram } from './findProgram.ts';

const longestMs = 5000;

/** An Ogg file as a mono WAVE file, by the program sox of a PATH; null when it is not there or refuses the file. */
export async function decodeOgg({ file, path }: { file: string; path: string }): Promise<Uint8Array | null> {
  const sox = findProgram('sox', path);
  if (sox === null) return null;
  const { spawn } = await import('node:child_process');
  return new Promise(resolve => {
    const child = spawn(sox, [file, '-t', 'wav', '-e', 'signed-integer', '-b', '16', '-c', '1', '-'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    const output: Uint8Array[] = [];
    child.on('error', () => resolve(null));
    child.stdout.on('data', (chunk: Uint8Array) => output.push(chunk));
    child.on('close', code => resolve(code === 0 ? new Uint8Array(Buffer.concat(output)) : null));
  });
}
