import { app } from 'electron';
import { report } from './mainLog.ts';

const ERROR_LEVEL = 3;

/**
 * Reports the processes that Chromium loses and heals by itself, and errors of the page.
 * @param request.withWords also the page's own message; off outside tests, since it could hold what a citizen typed
 */
export function reportChromium(request: { withWords: boolean }): void {
  app.on('child-process-gone', (_event, details) => {
    if (details.type === 'Utility' && details.serviceName?.startsWith('node.') === true) return;
    report({ is: 'chromium.ended', process: details.name ?? details.type, why: details.reason });
  });
  app.on('web-contents-created', (_created, contents) => {
    contents.on('console-message', (event, level, message, line, source) => {
      // Electron 35 moved the details into the event; both forms run.
      const details = 'message' in event ? event : { level, message, lineNumber: line, sourceId: source };
      if (details.level !== 'error' && Number(details.level) !== ERROR_LEVEL) return;
      report({
        is: 'page.error',
        source: details.sourceId,
        line: details.lineNumber,
        message: request.withWords ? details.message : null,
      });
    });
  });
}
