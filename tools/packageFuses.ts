import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * Switches off what a thief of the keyboard could turn the program into (measured: reliability facts, "Fuses on Linux").
 * A fuse that this table does not name fails the packaging instead of keeping its default.
 * @param program path of the packaged program
 */
export async function setFuses(program: string): Promise<void> {
  const table: FuseConfig = {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // `ELECTRON_RUN_AS_NODE=1` would make it run any script.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    // A folder resources/app beside the archive would be started instead of it.
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
  // Electron 33 does not have the newest fuse yet, and naming it is an error there.
  const wire = await getCurrentFuseWire(program);
  const { [FuseV1Options.WasmTrapHandlers]: newest, ...older } = table;
  const known =
    wire[FuseV1Options.WasmTrapHandlers] === undefined ? older : { ...older, [FuseV1Options.WasmTrapHandlers]: newest };
  await flipFuses(program, known as FuseConfig);
}
