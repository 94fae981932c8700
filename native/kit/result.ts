/** What an expected outcome looks like; exceptions are kept for bugs. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<F>(failure: F): { readonly ok: false; readonly failure: F } {
  return { ok: false, failure };
}
