import { startKiosk } from './kiosk.ts';

// Built beside `main.js`, never packaged for a release: Playwright drives the program through a debugging port.
startKiosk({ forTests: true });
