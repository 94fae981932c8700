import { z } from 'zod';

/** The page a citizen follows a ticket with. */
export const followSettingsSchema = z.object({
  /**
   * Address of the hub as phones reach it (hall Wi-Fi or a public name), for the QR code of slips. Null: they cannot, and
   * the code holds the bare ticket.
   */
  address: z
    .url({ protocol: /^https?$/ })
    .max(80)
    .nullable()
    .prefault(null),
});
