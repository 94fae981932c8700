import { bodyLimit } from 'hono/body-limit';
import { failureOf, newModule, refusal, refuse, unknownRoute } from './failure.ts';
import type { HubLog } from './hubLog.ts';
import { kioskAppointmentRoutes, type KioskAppointments } from './kioskAppointments.ts';
import { type KioskDesk, kioskRoutes } from './kioskRoutes.ts';

/** A page sends a few hundred bytes. */
const bodyLimitBytes = 64 * 1024;

/** Everything behind the kiosk's own door. Whoever comes through it is a citizen; through any other door there is nothing here. */
export function kioskApp(ports: { desk: KioskDesk & { readonly appointments: KioskAppointments }; log: HubLog }) {
  const app = newModule();
  app.use(async (c, next) => {
    const { door, address } = c.env;
    c.set('asker', { role: door === 'lan' ? 'visitor' : 'citizen', address });
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: bodyLimitBytes,
      onError: c => refuse(c, refusal('too_large', `more than ${bodyLimitBytes} bytes`)),
    }),
  );
  app.notFound(unknownRoute);
  app.onError(failureOf(ports.log));
  app.route('/', kioskRoutes(ports.desk));
  app.route('/', kioskAppointmentRoutes(ports.desk.appointments));
  return app;
}
