/** Things that take long to make, some of them made ahead. */
export interface Spares<T> {
  /** One that is at hand, or else is made now; others are made ahead from then on. */
  take(): Promise<T>;
  /** Makes no more ahead. */
  close(): void;
}

/** Keeps up to `most` at hand once the first was asked for, made one at a time. */
export function createSpares<T>(make: () => Promise<T>, most: number): Spares<T> {
  const ready: T[] = [];
  let filling = false;
  let closed = false;
  const fill = async (): Promise<void> => {
    if (filling) return;
    filling = true;
    try {
      while (!closed && ready.length < most) ready.push(await make());
    } finally {
      filling = false;
    }
  };
  return {
    async take() {
      const one = ready.shift() ?? (await make());
      fill().catch(() => undefined); // whoever takes the next one meets the reason
      return one;
    },
    close: () => {
      closed = true;
    },
  };
}
