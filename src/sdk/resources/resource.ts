import type { Ask } from '../ask.js';
import { segment } from '../request.js';
import type { PageQuery } from '../types.js';

/** Something by its id, or the thing itself. */
export type Ref = string | { readonly id: string };

export const idOf = (ref: Ref): string => (typeof ref === 'string' ? ref : ref.id);

/** The path of one item below its resource. */
export const pathOf = (path: string, ref: Ref): string => `${path}/${segment(idOf(ref))}`;

export interface Page<Item> {
  readonly items: Item[];
  /** Given to `after`, it asks for the page that follows. */
  readonly next?: string;
}

export interface Listed<Item, Query = PageQuery> {
  /** One page. */
  list(query?: Query): Promise<Page<Item>>;
  /** Every item, page after page. */
  all(query?: Query): AsyncIterable<Item>;
}

export interface Made<Item, Request, Created = Item> {
  create(request: Request): Promise<Created>;
}

export interface Kept<Item> {
  get(ref: Ref): Promise<Item>;
  remove(ref: Ref): Promise<void>;
}

export interface Changed<Item, Change> {
  /** Changes only what is named. */
  update(ref: Ref, change: Change): Promise<Item>;
}

export const listed = <Item, Query extends object = PageQuery>(
  ask: Ask,
  path: string,
): Listed<Item, Query> => {
  const list = (query?: Query) => ask<Page<Item>>({ method: 'GET', path, query });
  return {
    list,
    async *all(query) {
      let page = await list(query);
      yield* page.items;
      while (page.next !== undefined) {
        page = await list({ ...(query as Query), after: page.next });
        yield* page.items;
      }
    },
  };
};

export const made = <Item, Request extends object, Created = Item>(
  ask: Ask,
  path: string,
): Made<Item, Request, Created> => ({
  create: (request) => ask({ method: 'POST', path, body: request }),
});

export const kept = <Item>(ask: Ask, path: string): Kept<Item> => ({
  get: (ref) => ask({ method: 'GET', path: pathOf(path, ref) }),
  remove: (ref) => ask({ method: 'DELETE', path: pathOf(path, ref) }),
});

export const changed = <Item, Change extends object>(
  ask: Ask,
  path: string,
): Changed<Item, Change> => ({
  update: (ref, change) => ask({ method: 'PATCH', path: pathOf(path, ref), body: change }),
});
