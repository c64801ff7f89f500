import type { Middleware } from 'koa';
import type { ControlDeps } from './deps.js';
import type { Place } from './http/place.js';
import type { Reply } from './http/reply.js';
import { routerOf } from './http/router.js';
import type { Route } from './http/route.js';
import { createLifecycle } from './people/lifecycle.js';
import { createRecordsOf } from './people/records.js';
import { attemptRoutes } from './routes/attempts.js';
import { catalogueRoutes } from './routes/catalogue.js';
import { clockRoutes } from './routes/clock.js';
import { clientRoutes } from './routes/clients.js';
import { deliveryRoutes } from './routes/deliveries.js';
import { describe } from './routes/description.js';
import { lifecycleRoutes } from './routes/lifecycle.js';
import { eventRoutes } from './routes/events.js';
import { sessionRoutes } from './routes/sessions.js';
import { faultRoutes } from './routes/faults.js';
import { inspectRoutes } from './routes/inspect.js';
import { messageRoutes } from './routes/messages.js';
import { outcomeRoutes } from './routes/outcomes.js';
import { partnerRoutes } from './routes/partners.js';
import { peopleRoutes } from './routes/people.js';
import { pictureRoutes } from './routes/pictures.js';
import { scenarioRoutes } from './routes/scenarios.js';
import { documentRoutes } from './routes/documents.js';
import { recordsRoutes } from './routes/records.js';
import { shapeRoutes } from './routes/shape.js';
import { sandboxRoutes } from './routes/sandboxes.js';
import { serviceRoutes } from './routes/service.js';
import { snapshotRoutes } from './routes/snapshots.js';
import { keyRoutes } from './routes/keys.js';
import { signInRoutes } from './routes/signIn.js';
import { tokenRoutes } from './routes/tokens.js';
import { webhookRoutes } from './routes/webhooks.js';
import { createApplicants } from './signIn/applicant.js';
import { createProve } from './signIn/prove.js';
import { createSignIn } from './signIn/signIn.js';

/** Every operation there is. */
export function routesOf(deps: ControlDeps): readonly Route[] {
  const { people, press } = deps;
  const lifecycle = createLifecycle({ ...deps, store: deps.personStore });
  const prove = createProve({ ...deps, applicants: createApplicants(deps) });
  const signIn = createSignIn({ ...deps, prove });
  return [
    ...serviceRoutes(deps),
    ...peopleRoutes(deps),
    ...lifecycleRoutes({ ...deps, lifecycle }),
    ...recordsRoutes({ ...deps, recordsOf: createRecordsOf(deps) }),
    ...sessionRoutes(deps),
    ...pictureRoutes('people', press, async (sandbox, id) => {
      const account = await people.find(sandbox, id);
      return account && people.bearerOf(account);
    }),
    ...catalogueRoutes(deps),
    ...pictureRoutes('personas', press, (_sandbox, id) => Promise.resolve(press.personas.get(id))),
    ...partnerRoutes(deps),
    ...clientRoutes(deps),
    ...shapeRoutes(deps),
    ...keyRoutes(deps),
    ...signInRoutes({ ...deps, signIn }),
    ...outcomeRoutes(deps),
    ...faultRoutes(deps),
    ...scenarioRoutes(deps),
    ...attemptRoutes(deps),
    ...inspectRoutes(deps),
    ...messageRoutes(deps),
    ...clockRoutes(deps),
    ...eventRoutes(deps),
    ...webhookRoutes(deps),
    ...deliveryRoutes(deps),
    ...documentRoutes(deps),
    ...sandboxRoutes(deps),
    ...snapshotRoutes(deps),
    ...tokenRoutes(deps),
  ];
}

export interface Api {
  readonly serve: Middleware;
  /** The rendered reference. */
  readonly page: (place: Place) => Reply;
}

/** The control API behind its front: loaded with the first request, because schemas are slow to load. */
export function createApi(deps: ControlDeps): Api {
  const { version } = deps.service;
  const { routes, page } = describe(routesOf(deps), { ...deps, version });
  return { serve: routerOf(routes), page };
}
