import type { z } from 'zod';
import { pageOf } from '../http/page.js';
import type { Place } from '../http/place.js';
import { invalid } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { cataloguePage } from '../schemas/catalogue.js';

/** A list that is known beforehand, answered whole unless a page is asked for. */
export const listing = (
  path: string,
  summary: string,
  schema: z.ZodType,
  list: (place: Place) => readonly { readonly id: string }[],
): Route =>
  route({
    method: 'GET',
    path,
    summary,
    query: cataloguePage,
    replies: { 200: { description: summary, schema } },
    handle: ({ place, query: { limit, after } }) => {
      const all = list(place);
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      if (after !== undefined && start === 0) return invalid('/after', 'is not in this list');
      return answer(
        200,
        pageOf(
          all.slice(start, start + limit + 1),
          limit,
          ({ id }) => id,
          (one) => one,
        ),
      );
    },
  });
