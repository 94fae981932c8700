/** Where an accepted set-up came from: the first start, the admin pages, a file, an earlier one, `hall.json` edited by hand. */
export const setupOrigins = ['first', 'edit', 'import', 'restore', 'file'] as const;
export type SetupOrigin = (typeof setupOrigins)[number];
