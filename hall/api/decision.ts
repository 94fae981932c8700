import type { EventDraft } from '../domain/event.ts';
import type { Result } from '../store/hallStore.ts';
import { type Refusal, refusal } from './failure.ts';

/** What a command writes, or why it is refused. */
export type Decision = Result<readonly EventDraft[], Refusal>;

export const refused = (...[code, message]: Parameters<typeof refusal>) =>
  ({ ok: false, failure: refusal(code, message) }) as const;

export const decided = (...drafts: EventDraft[]): Decision => ({ ok: true, value: drafts });
