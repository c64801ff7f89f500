import { AsyncLocalStorage } from 'node:async_hooks';

/** A value that goes along with work wherever it leads, through every await. */
export interface Carried<T> {
  current(): T | undefined;
  /** Runs work that carries the value; undefined takes it away. */
  carry<R>(value: T | undefined, work: () => R): R;
}

interface Layer {
  readonly key: symbol;
  readonly value: unknown;
  readonly below: Layer | undefined;
}

/** One storage for all: each one more costs every promise of the process. */
const storage = new AsyncLocalStorage<Layer>();

export function createCarried<T>(): Carried<T> {
  const key = Symbol('carried');
  return {
    current() {
      let layer = storage.getStore();
      while (layer && layer.key !== key) layer = layer.below;
      return layer?.value as T | undefined;
    },
    carry: (value, work) => storage.run({ key, value, below: storage.getStore() }, work),
  };
}
