import { openApiOf } from '../description/openapi.js';
import { referencePage, type Described } from '../description/page.js';
import type { Place } from '../http/place.js';
import type { Reply } from '../http/reply.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';

export interface DescriptionDeps {
  readonly version: string;
  readonly stylesheet: () => string;
}

/** The description of a table of routes, itself among them, and the page made of it. */
export function describe(
  routes: readonly Route[],
  { version, stylesheet }: DescriptionDeps,
): { readonly routes: readonly Route[]; readonly page: (place: Place) => Reply } {
  const all: readonly Route[] = [
    ...routes,
    route({
      method: 'GET',
      path: '/openapi.json',
      summary: 'This description (OpenAPI 3.1)',
      replies: { 200: { description: 'The document.' } },
      handle: ({ place: { base } }) => answer(200, openApiOf(all, version, base)),
    }),
  ];
  return {
    routes: all,
    page: ({ base }) => {
      const document = openApiOf(all, version, base) as unknown as Described;
      return { status: 200, type: 'text/html', body: referencePage(document, stylesheet()) };
    },
  };
}
