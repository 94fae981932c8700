import { findProgram } from './findProgram.ts';

/** eSpeak's plain `cmn` reads Hanzi as English words (espeak-ng #1044, #1236); this voice reads pinyin and is right. */
export const espeakVoices = { zh: 'cmn-latn-pinyin', ug: 'ug', en: 'en' } as const;

const wordsPerMinute = 150;
const longestSpeechMs = 10_000;

/** The espeak-ng program in the folders of a PATH, or null. It stays a separate program: its licence is GPL-3. */
export function findEspeak(path: string): string | null {
  return findProgram('espeak-ng', path);
}

/** Speaks `text` into a WAVE file (22,050 Hz mono). Rejects when the program fails or takes longer than 10 s. */
export async function speak(request: { program: string; voice: string; text: string }): Promise<Uint8Array> {
  return runEspeak({ ...request, options: ['-s', String(wordsPerMinute), '--stdout'] });
}

/** The phonemes espeak-ng would speak; `(en)` among them means that it fell back to English. */
export async function phonemes(request: { program: string; voice: string; text: string }): Promise<string> {
  return new TextDecoder().decode(await runEspeak({ ...request, options: ['-q', '-x'] }));
}

/** The text goes in over stdin, so that nothing in it can be taken for an option. */
async function runEspeak(request: {
  program: string;
  voice: string;
  text: string;
  options: readonly string[];
}): Promise<Uint8Array> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(request.program, ['-v', request.voice, '--stdin', ...request.options], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: longestSpeechMs,
      killSignal: 'SIGKILL',
    });
    const output: Uint8Array[] = [];
    let complaint = '';
    child.on('error', reject);
    child.stdout.on('data', (chunk: Uint8Array) => output.push(chunk));
    child.stderr.on('data', (chunk: Uint8Array) => {
      complaint = (complaint + new TextDecoder().decode(chunk)).slice(0, 500);
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(new Uint8Array(Buffer.concat(output)));
      else reject(new Error(`espeak-ng ended with ${code ?? signal}: ${complaint.trim()}`));
    });
    child.stdin.on('error', () => {
      // A child that died before it read its input is reported by 'close'.
    });
    child.stdin.end(request.text);
  });
}
