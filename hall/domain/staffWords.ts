/* Plain words, which pages import without taking the schema library along. */

/** Roles an account can have. */
export const staffRoles = ['clerk', 'supervisor', 'editor'] as const;

/** What can be done with an account of somebody else. */
export const accountVerbs = ['disable', 'enable', 'reset-pin', 'sign-out'] as const;

/** Which tickets stand behind a number of the supervisor's view. */
export const ticketSets = ['issued', 'waiting', 'atCounter', 'held', 'served', 'noShow', 'cancelled'] as const;
export type TicketSet = (typeof ticketSets)[number];

/** What the audit log names: signing in, and every act of those who run the hall. The screens have words for each. */
export const auditActs = [
  'sign_in',
  'sign_out',
  'sign_out_everywhere',
  'pin_changed',
  'account_created',
  'account_disabled',
  'account_enabled',
  'role_changed',
  'pin_reset',
  'account_signed_out',
  'counter_opened',
  'counter_paused',
  'counter_closed',
  'counter_assigned',
  'tickets_moved',
  'act_undone',
  'audit_exported',
  /** Any other order of a supervisor or editor; `target` is its route. */
  'request',
] as const;
export type AuditAct = (typeof auditActs)[number];
