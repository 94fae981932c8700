// `npm run package`: the kiosk as a folder and a tar.gz in out/package. `-- --for-tests` also accepts the fallback runtime,
// `-- --folder-only` leaves out the archive.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { checkout, readRuntime } from './electronRuntime.ts';
import { packageConfig } from './packageConfig.ts';
import { setFuses } from './packageFuses.ts';

// electron-builder would otherwise fetch its own 7za from a release host. Level 3: the highest takes minutes and saves a twentieth.
process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= '/usr/bin/7za';
process.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] ??= '3';

async function main(args: readonly string[]): Promise<number> {
  const forTests = args.includes('--for-tests');
  const runtime = readRuntime();
  if (!runtime.release && !forTests) {
    process.stderr.write(
      `Electron ${runtime.version} is the fallback for development and tests, not for a release. Make the release host reachable (or set ELECTRON_MIRROR) and start again, or add "-- --for-tests".\n`,
    );
    return 1;
  }
  const output = join(checkout, 'out/package');
  rmSync(output, { recursive: true, force: true });
  const config = packageConfig({
    runtime,
    checkout,
    output,
    forTests,
    afterPack: async ({ appOutDir }) => {
      rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true });
      await setFuses(join(appOutDir, 'hall-kiosk'));
    },
  });
  const made = await build({
    targets: Platform.LINUX.createTarget(args.includes('--folder-only') ? ['dir'] : ['dir', 'tar.gz']),
    projectDir: checkout,
    config,
  });
  process.stdout.write(`${[join(output, 'linux-unpacked'), ...made].join('\n')}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
