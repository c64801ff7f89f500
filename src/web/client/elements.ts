/** The elements below `root` that match and are of that kind. */
export const all = <T extends Element>(
  selector: string,
  kind: new () => T,
  root: ParentNode = document,
): T[] => [...root.querySelectorAll(selector)].filter((found): found is T => found instanceof kind);

/** The first such element; undefined when there is none. */
export const first = <T extends Element>(
  selector: string,
  kind: new () => T,
  root: ParentNode = document,
): T | undefined => all(selector, kind, root)[0];
