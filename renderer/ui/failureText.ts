import type { ApiFailure, ApiFailureCode } from '../../hall/domain/hallApi.ts';
import type { TextKey } from './i18n.ts';

/** What a page may have to tell: a failure the server named, or that nobody answered. */
export type PageFailureCode = ApiFailureCode | 'unreachable';

export type PageFailure = Omit<ApiFailure, 'code'> & { code: PageFailureCode };

const keys: Record<PageFailureCode, TextKey> = {
  bad_request: 'failure.bad_request',
  unauthorized: 'failure.unauthorized',
  forbidden: 'failure.forbidden',
  not_found: 'failure.not_found',
  too_large: 'failure.too_large',
  too_many: 'failure.too_many',
  queue_closed: 'failure.queue_closed',
  quota_reached: 'failure.quota_reached',
  card_required: 'failure.card_required',
  slot_full: 'failure.slot_full',
  slot_gone: 'failure.slot_gone',
  already_booked: 'failure.already_booked',
  queue_empty: 'failure.queue_empty',
  already_called: 'failure.already_called',
  wrong_state: 'failure.wrong_state',
  counter_taken: 'failure.counter_taken',
  wrong_pin: 'failure.wrong_pin',
  locked: 'failure.locked',
  pin_too_weak: 'failure.pin_too_weak',
  account_exists: 'failure.account_exists',
  own_account: 'failure.own_account',
  already_rated: 'failure.already_rated',
  not_ratable: 'failure.not_ratable',
  undo_expired: 'failure.undo_expired',
  slip_not_genuine: 'failure.slip_not_genuine',
  slip_outdated: 'failure.slip_outdated',
  no_shared_series: 'failure.no_shared_series',
  storage_failed: 'failure.storage_failed',
  device_revoked: 'failure.device_revoked',
  enrolment_refused: 'failure.enrolment_refused',
  unavailable: 'failure.unavailable',
  internal: 'failure.internal',
  unreachable: 'failure.unreachable',
};

/** The sentence for a failure: what happened and what to do. A code this page does not know yet reads as `internal`. */
export function failureText(code: PageFailureCode): TextKey {
  return keys[code] ?? 'failure.internal';
}
