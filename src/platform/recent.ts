/** Entries by name, of which those that were read or set last are kept. */
export interface Recent<V> {
  get(name: string): V | undefined;
  set(name: string, value: V): void;
  delete(name: string): void;
}

/** Keeps at most `most` entries; the least recently used go first. */
export function createRecent<V>(most: number): Recent<V> {
  const entries = new Map<string, V>(); // in the order of their last use
  const use = (name: string, value: V): void => {
    entries.delete(name);
    entries.set(name, value);
  };
  return {
    get(name) {
      const value = entries.get(name);
      if (value !== undefined) use(name, value);
      return value;
    },
    set(name, value) {
      use(name, value);
      const oldest = entries.keys().next();
      if (entries.size > most && !oldest.done) entries.delete(oldest.value);
    },
    delete: (name) => void entries.delete(name),
  };
}
