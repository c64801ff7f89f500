import type { z } from 'zod';
import type { Clock } from '../../platform/clock.js';
import { FURTHEST_AHEAD, type Sandboxes } from '../../sandboxes/index.js';
import { formatDuration, parseDuration } from '../../scenarios/index.js';
import { invalid, notFound, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import * as schemas from '../schemas/documents.js';
import type { Service } from './service.js';

export interface DocumentRoutesDeps {
  readonly sandboxes: Sandboxes;
  readonly clock: Clock;
  readonly service: Pick<Service, 'version'>;
}

/** What an export may have at most, so that an import takes it. */
const MOST_BYTES = 16 * 1024 * 1024;
const NOTICE =
  'Everything in a sandbox in clear: passwords as hashes, every other secret as it is. Keep it as you would keep the secrets.';

export const documentRoutes = (deps: DocumentRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/export',
    summary: 'The whole sandbox as one document, secrets included',
    replies: { 200: { description: 'The document.', schema: schemas.sandboxDocument } },
    handle: (call) => exported(deps, call),
  }),
  route({
    method: 'POST',
    path: '/import',
    summary: 'Make the sandbox what a document says; what it had is gone',
    body: schemas.sandboxDocument,
    mostBytes: MOST_BYTES,
    example: { kind: 'standin.sandbox', format: 1, key: 'of-another', aged_by: 'PT0S', tables: {} },
    replies: { 200: { description: 'What was written.', schema: schemas.imported } },
    handle: (call) => imported(deps, call),
  }),
];

async function exported(
  { sandboxes, clock, service }: DocumentRoutesDeps,
  { sandbox }: Call,
): Promise<Reply> {
  const found = await sandboxes.read(sandbox);
  if (!found) return notFound('sandbox');
  const body = JSON.stringify({
    ...{ kind: 'standin.sandbox', format: 1, notice: NOTICE, version: service.version, sandbox },
    exported_at: new Date(clock.now()).toISOString(),
    ...{ key: found.key, aged_by: formatDuration(found.agedBy), tables: found.tables },
  });
  return Buffer.byteLength(body) > MOST_BYTES
    ? problem('too_large', 'The sandbox holds more than 16 MB, which is more than an import takes.')
    : answer(200, body);
}

async function imported(
  { sandboxes }: DocumentRoutesDeps,
  { sandbox, body }: Call<unknown, z.output<typeof schemas.sandboxDocument>>,
): Promise<Reply> {
  const agedBy = parseDuration(body.aged_by);
  if (agedBy === undefined || agedBy > FURTHEST_AHEAD)
    return invalid('/aged_by', 'must be a duration of at most a century, such as P1DT2H');
  const written = await sandboxes.write(sandbox, { key: body.key, agedBy, tables: body.tables });
  if (!written.ok)
    return problem('invalid', 'The document cannot be what a sandbox is.', written.faults);
  const rows = Object.entries(body.tables).map(([table, { length }]) => [table, length] as const);
  return answer(200, { rows: Object.fromEntries(rows), left_out: written.leftOut });
}
