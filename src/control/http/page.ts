/** A page out of one item more than it may hold: what follows is asked for with the last one's id. */
export function pageOf<T, View>(
  found: readonly T[],
  limit: number,
  idOf: (item: T) => string,
  view: (item: T) => View,
): { readonly items: readonly View[]; readonly next?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(view),
    ...(found.length > limit && last !== undefined && { next: idOf(last) }),
  };
}
