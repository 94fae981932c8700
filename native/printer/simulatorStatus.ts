/** What is wrong with a simulated printer, as its status bytes tell it. */
export type SimulatedTrouble = {
  readonly paperOut: boolean;
  readonly nearEnd: boolean;
  readonly coverOpen: boolean;
  readonly cutterError: boolean;
  readonly hot: boolean;
  readonly offline: boolean;
  /** KP-628E: the last slip hangs in the mouth. */
  readonly slipInMouth: boolean;
};

export function isStopped(trouble: SimulatedTrouble): boolean {
  return trouble.paperOut || trouble.coverOpen || trouble.cutterError || trouble.hot || trouble.offline;
}

/** Answer to DLE EOT n; a normal printer with an idle drawer pin says 16 12 12 12. */
export function realTimeByte(question: number, trouble: SimulatedTrouble): number | null {
  switch (question) {
    case 1:
      return (
        0x16 | (isStopped(trouble) ? 0x08 : 0) | (trouble.cutterError ? 0x20 : 0) | (trouble.slipInMouth ? 0x80 : 0)
      );
    case 2:
      return (
        0x12 |
        (trouble.coverOpen ? 0x04 : 0) |
        (trouble.paperOut ? 0x20 : 0) |
        (trouble.cutterError || trouble.hot ? 0x40 : 0)
      );
    case 3:
      return 0x12 | (trouble.cutterError ? 0x08 : 0) | (trouble.hot ? 0x40 : 0);
    case 4:
      return 0x12 | (trouble.paperOut ? 0x6c : trouble.nearEnd ? 0x0c : 0);
    default:
      return null;
  }
}

/** The four bytes of automatic status back; normal 14 00 00 0F. */
export function automaticBytes(trouble: SimulatedTrouble): Uint8Array {
  return Uint8Array.of(
    0x14 | (isStopped(trouble) ? 0x08 : 0) | (trouble.coverOpen ? 0x20 : 0),
    (trouble.cutterError ? 0x08 : 0) | (trouble.hot ? 0x40 : 0),
    trouble.paperOut ? 0x0f : trouble.nearEnd ? 0x03 : 0,
    0x0f,
  );
}

/** Answer to GS r 1. */
export function paperByte(trouble: SimulatedTrouble): number {
  return trouble.paperOut ? 0x0f : trouble.nearEnd ? 0x03 : 0;
}
