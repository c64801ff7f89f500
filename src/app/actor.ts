import { AsyncLocalStorage } from 'node:async_hooks';

/** In whose name the work of this moment is done, wherever it leads: events say so. */
export interface Actors {
  current(): string | undefined;
  actAs<T>(actor: string, work: () => Promise<T>): Promise<T>;
}

export function createActors(): Actors {
  const storage = new AsyncLocalStorage<string>();
  return {
    current: () => storage.getStore(),
    actAs: (actor, work) => storage.run(actor, work),
  };
}
