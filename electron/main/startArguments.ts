/**
 * Switches a kiosk may be started with. Everything else that looks like a switch is refused: Chromium has some that open the
 * machine (`--remote-debugging-port`, `--no-sandbox`, `--renderer-cmd-prefix` …), no fuse covers them, and a list of the bad ones is never complete.
 */
const kioskSwitches: ReadonlySet<string> = new Set([
  'ozone-platform',
  'ozone-platform-hint',
  'touch-devices',
  'touch-events',
  'force-device-scale-factor',
  'lang',
]);

/** What Playwright adds to drive the program. Only `mainForTests.ts`, which is not packaged, lets them pass. */
const testSwitches: ReadonlySet<string> = new Set(['inspect', 'remote-debugging-port']);

/**
 * @param request.given the command line after the program's name
 * @returns the arguments that must not be there; empty when the kiosk may start. Chromium takes one dash like two.
 */
export function refusedArguments(request: { given: readonly string[]; allowTestSwitches: boolean }): string[] {
  return request.given.filter(argument => {
    if (!argument.startsWith('-')) return false;
    const [name = ''] = argument.replace(/^--?/, '').split('=', 1);
    return !(kioskSwitches.has(name) || (request.allowTestSwitches && testSwitches.has(name)));
  });
}
