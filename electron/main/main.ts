import { startKiosk } from './kiosk.ts';

startKiosk({ forTests: false });
