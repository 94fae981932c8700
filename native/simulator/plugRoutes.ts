import type { ControlRoute } from './controlServer.ts';
import type { SimulatedLine } from './simulatedLine.ts';

/**
 * `POST /fault {"name":"vanish","forMs":3000}` pulls the plug of any device, for good without `forMs`;
 * `{"name":"return"}` puts it back. Everything else is left to the device's own routes.
 */
export function withPlugRoutes(routes: readonly ControlRoute[], line: SimulatedLine): readonly ControlRoute[] {
  return routes.map(route => {
    if (route.method !== 'POST' || !route.path.test('/fault')) return route;
    return {
      ...route,
      async answer(request) {
        const { name, forMs } = request.body;
        if (name === 'return') {
          const plugged = await line.plugIn();
          return { status: plugged.ok ? 200 : 500, json: { plugged: line.isPlugged() } };
        }
        if (name !== 'vanish') return route.answer(request);
        await line.unplug();
        if (typeof forMs === 'number') setTimeout(() => void line.plugIn(), forMs);
        return { status: 200, json: { plugged: line.isPlugged() } };
      },
    };
  });
}
