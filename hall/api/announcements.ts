import { createRoute, z } from '@hono/zod-openapi';
import { callIdSchema } from '../domain/ids.ts';
import { allow, anyone } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import { announcementOf } from './boardViews.ts';
import type { HubPorts } from './hubPorts.ts';

const suffix = '.wav';

const sound = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/announcements/{file}',
  request: { params: z.object({ file: z.string().max(64).endsWith(suffix) }) },
  responses: {
    ...failureResponses,
    200: { description: 'The announcement', content: { 'audio/wav': { schema: z.string() } } },
  },
});

/** The sound of a call, for the boards. What is said was shown to the whole hall already. */
export function announcementRoutes({ state, voice }: HubPorts) {
  return newModule().openapi(sound, async c => {
    const id = callIdSchema.safeParse(c.req.valid('param').file.slice(0, -suffix.length));
    const call = id.success ? state.calls.find(id.data) : null;
    const plan = call === null ? null : announcementOf(state, call);
    const bytes = plan === null ? null : await voice.sound(plan, state.setup().announcing.voicePack);
    if (bytes === null) return refuse(c, refusal('not_found', 'no such call, or no voice on this PC'));
    return new Response(bytes.slice(), {
      headers: { 'content-type': 'audio/wav', 'cache-control': 'private, max-age=3600' },
    });
  });
}
