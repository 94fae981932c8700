/** Structured lines; pino fits. Never a token, a PIN or the body of an event. */
export type RegionLog = {
  info(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};
