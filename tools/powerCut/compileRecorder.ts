import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles the write recorder into `folder`; returns the path of the library. Without a compiler the test fails in clear words. */
export function compileRecorder(folder: string): string {
  const library = join(folder, 'recorder.so');
  const source = join(import.meta.dirname, 'recorder.c');
  const args = ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', library, source, '-ldl', '-lpthread'];
  const run = spawnSync('cc', args, { encoding: 'utf8' });
  if (run.error !== undefined)
    throw new Error('The power cuts need a C compiler: install the Debian package gcc (or g++). Nothing was tested.');
  if (run.status !== 0) throw new Error(`The write recorder does not compile:\n${run.stderr}`);
  return library;
}
