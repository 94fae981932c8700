import { createRoute, z } from '@hono/zod-openapi';
import { planAnnouncement } from '../domain/announcement.ts';
import { voicesSchema } from '../domain/clipManifest.ts';
import { callIdSchema } from '../domain/ids.ts';
import { labelSchema } from '../domain/label.ts';
import { languageSchema } from '../domain/text.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const setters = ['supervisor', 'editor'] as const;
/** What is tried out was called by nobody. */
const noCall = callIdSchema.parse('00000000-0000-4000-8000-000000000000');

const list = createRoute({
  ...allow(setters),
  method: 'get',
  path: '/api/voices',
  responses: {
    ...failureResponses,
    200: {
      description: 'The clip packs of this hub, read anew, and what is wrong with them',
      content: { 'application/json': { schema: voicesSchema } },
    },
  },
});
const tryOut = createRoute({
  ...allow(setters),
  method: 'get',
  path: '/api/voices/test.wav',
  request: {
    query: z.object({
      label: labelSchema,
      counter: z.coerce.number().int().min(1).max(999),
      /** Only this language; without it as for a ticket in Chinese. */
      language: languageSchema.optional(),
      /** Folder of a pack; without it as the set-up says. */
      pack: z.string().min(1).max(64).optional(),
    }),
  },
  responses: {
    ...failureResponses,
    200: { description: 'How a call would sound', content: { 'audio/wav': { schema: z.string() } } },
  },
});

/** For whoever brings a recorded voice: which packs are there, what is wrong with them, and how they sound. */
export function voiceRoutes({ voice, state }: HubPorts) {
  return newModule()
    .openapi(list, async c => {
      const packs = [...(await voice.readPacks())];
      const { voicePack } = state.setup().announcing;
      return c.json({ hasProgram: voice.hasProgram, chosen: voicePack, packs }, 200);
    })
    .openapi(tryOut, async c => {
      const { label, counter, language, pack } = c.req.valid('query');
      const plan = planAnnouncement({ call: noCall, label, counterNumber: counter, language: language ?? 'zh' });
      const utterances = plan.utterances.filter(each => language === undefined || each.language === language);
      const bytes = await voice.tryOut({ ...plan, utterances }, pack ?? state.setup().announcing.voicePack);
      if (bytes === null) return refuse(c, refusal('not_found', 'neither a clip pack nor a program can say this'));
      return new Response(bytes.slice(), { headers: { 'content-type': 'audio/wav' } });
    });
}
