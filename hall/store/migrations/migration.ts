/** One released change of the tables. Never edited after a release: a test holds the hash of each. */
export type Migration = { version: number; name: string; sql: string };
