/** A value that changes, with the present one always at hand. */
export type Observable<T> = {
  get(): T;
  /** Calls `listener` for every later change (not for the present value); returns the way to stop. */
  subscribe(listener: (value: T) => void): () => void;
};

export type WritableObservable<T> = Observable<T> & { set(value: T): void };

export function createObservable<T>(initial: T): WritableObservable<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
