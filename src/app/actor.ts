import { createCarried } from '../platform/carried.js';

/** In whose name the work of this moment is done, wherever it leads: events say so. */
export interface Actors {
  current(): string | undefined;
  actAs<T>(actor: string, work: () => Promise<T>): Promise<T>;
}

export function createActors(): Actors {
  const actors = createCarried<string>();
  return {
    current: () => actors.current(),
    actAs: (actor, work) => actors.carry(actor, work),
  };
}
