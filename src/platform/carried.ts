import { AsyncLocalStorage } from 'node:async_hooks';

/** A value that goes along with work wherever it leads, through every await. */
export interface Carried<T> {
  current(): T | undefined;
  /** Runs work that carries the value; undefined takes it away. */
  carry<R>(value: T | undefined, work: () => R): R;
}

type Values = ReadonlyMap<symbol, unknown>;

/** One storage for all: each one more costs every promise of the process. */
const storage = new AsyncLocalStorage<Values>();

export function createCarried<T>(): Carried<T> {
  const key = Symbol('carried');
  return {
    current: () => storage.getStore()?.get(key) as T | undefined,
    carry: (value, work) =>
      storage.run(new Map([...(storage.getStore() ?? []), [key, value]]), work),
  };
}
