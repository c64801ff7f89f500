import type { Middleware } from 'koa';
import type { ControlDeps } from './deps.js';
import { routerOf } from './http/router.js';
import type { Route } from './http/route.js';
import { createLifecycle } from './people/lifecycle.js';
import { clientRoutes } from './routes/clients.js';
import { partnerRoutes } from './routes/partners.js';
import { peopleRoutes } from './routes/people.js';
import { pictureRoutes } from './routes/pictures.js';

/** Every operation there is. */
export function routesOf(deps: ControlDeps): readonly Route[] {
  const { people, press } = deps;
  const lifecycle = createLifecycle({ ...deps, store: deps.personStore });
  return [
    ...peopleRoutes({ ...deps, lifecycle }),
    ...pictureRoutes('people', press, async (sandbox, id) => {
      const account = await people.find(sandbox, id);
      return account && people.bearerOf(account);
    }),
    ...partnerRoutes(deps),
    ...clientRoutes(deps),
  ];
}

/** The control API behind its front: loaded with the first request, because schemas are slow to load. */
export const createApi = (deps: ControlDeps): Middleware => routerOf(routesOf(deps));
