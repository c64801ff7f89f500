import type { Sandboxes, Snapshot } from '../../sandboxes/index.js';
import { invalid, notFound, problem, taken } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import * as schemas from '../schemas/sandboxes.js';
import { aboutSandbox, type SandboxRoutesDeps } from './sandboxes.js';

type Deps = Pick<SandboxRoutesDeps, 'sandboxes'>;
type Refusal = Extract<
  Awaited<ReturnType<Sandboxes['snapshots']['take']>>,
  { ok: false }
>['reason'];

const REFUSALS: Readonly<Record<Refusal, (id: string | undefined) => Reply>> = {
  no_sandbox: () => notFound('sandbox'),
  too_large: () =>
    problem('too_large', 'The sandbox holds more than a snapshot takes (32 MB packed).'),
  too_many: () =>
    problem('conflict', 'A sandbox keeps 20 snapshots at most; delete one of them first.'),
  exists: (id) => taken('/id', id, 'another snapshot of this sandbox'),
};

const snapshotView = ({ id, bytes, createdAt }: Snapshot) => ({
  ...{ id, bytes, created_at: new Date(createdAt).toISOString() },
});

/** Sandboxes as they were. */
export const snapshotRoutes = (deps: Deps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/sandboxes/:id/snapshot',
    summary: 'Keep a sandbox as it is now',
    body: schemas.snapshotRequest,
    example: { id: 'before-tests' },
    replies: { 201: { description: 'Kept.', schema: schemas.snapshotTaken } },
    handle: (call) =>
      aboutSandbox(deps, call, async ({ id }) => {
        const kept = await deps.sandboxes.snapshots.take(id, call.body.id);
        return kept.ok
          ? answer(201, { snapshot: kept.value })
          : REFUSALS[kept.reason](call.body.id);
      }),
  }),
  route({
    method: 'GET',
    path: '/sandboxes/:id/snapshots',
    summary: 'The snapshots of a sandbox, oldest first',
    replies: { 200: { description: 'All of them.', schema: schemas.snapshotList } },
    handle: (call) =>
      aboutSandbox(deps, call, async ({ id }) =>
        answer(200, { items: (await deps.sandboxes.snapshots.list(id)).map(snapshotView) }),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/sandboxes/:id/snapshots/:snapshot',
    summary: 'Delete a snapshot',
    replies: { 204: { description: 'Deleted.' } },
    handle: (call) =>
      aboutSandbox(deps, call, async ({ id }) =>
        (await deps.sandboxes.snapshots.remove(id, call.param('snapshot')))
          ? answer(204)
          : notFound('snapshot'),
      ),
  }),
  route({
    method: 'POST',
    path: '/sandboxes/:id/restore',
    summary: 'Make a sandbox what a snapshot says, its time included',
    body: schemas.restoreRequest,
    example: { snapshot: 'before-tests' },
    replies: { 204: { description: 'Restored.' } },
    handle: (call) =>
      aboutSandbox(deps, call, async ({ id }) => {
        const { snapshots } = deps.sandboxes;
        if (await snapshots.restore(id, call.body.snapshot)) return answer(204);
        const known = (await snapshots.list(id)).map((one) => one.id);
        return invalid('/snapshot', 'names no snapshot of this sandbox', known);
      }),
  }),
];
