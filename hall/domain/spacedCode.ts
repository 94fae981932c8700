/** `4821 7360`: two groups are read out and typed with fewer mistakes than eight digits in a row. */
export function spacedCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)} ${code.slice(4)}` : code;
}
