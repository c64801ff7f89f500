import type { z } from 'zod';
import { actionsFor, type Action, type Attempt, type Proofing } from '../../proofing/index.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { invalid, notFound, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import type { People } from '../people/people.js';
import * as schemas from '../schemas/attempts.js';

export interface AttemptRoutesDeps {
  readonly proofing: Proofing;
  readonly people: People;
}

const ATTEMPT = { description: 'The attempt.', schema: schemas.attempt };

export const attemptRoutes = ({ proofing, people }: AttemptRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/attempts',
    summary: 'List attempts, newest first',
    query: schemas.attemptQuery,
    replies: { 200: { description: 'A page of attempts.', schema: schemas.attemptList } },
    handle: async ({ sandbox, query: { person, state, tag, after, limit } }) => {
      const account = person === undefined ? undefined : await people.find(sandbox, person);
      if (person !== undefined && !account) return answer(200, { items: [] });
      if (after !== undefined && !(await proofing.attempts.find(sandbox, after)))
        return invalid('/after', 'names no attempt');
      const query = { account: account?.id, state, tag, after, limit };
      return answer(200, await proofing.attempts.list(sandbox, query));
    },
  }),
  route({
    method: 'GET',
    path: '/attempts/:id',
    summary: 'An attempt: where it stands, what was tried, what each check said',
    replies: { 200: ATTEMPT },
    handle: async ({ sandbox, param }) => {
      const found = await proofing.attempts.get(sandbox, param('id'));
      return found ? answer(200, found) : notFound('attempt');
    },
  }),
  route({
    method: 'POST',
    path: '/attempts/:id/actions',
    summary: 'Decide an attempt as an operator or a referee',
    body: schemas.actionRequest,
    example: { action: 'decline', reason: 'document.image_blurred' },
    replies: { 200: ATTEMPT },
    handle: async ({ sandbox, param, body }) => {
      const action = actionOf(body);
      if (!action.ok) return invalid(...MISFITS[action.reason]);
      const done = await proofing.operate(sandbox, param('id'), action.value);
      if (done.ok) return answer(200, await proofing.attempts.get(sandbox, param('id')));
      const attempt = await proofing.attempts.find(sandbox, param('id'));
      return attempt ? misplaced(attempt, body.action) : notFound('attempt');
    },
  }),
];

/** What can be done instead is told with it. */
function misplaced(attempt: Attempt, action: Action['action']): Reply {
  const message = `does not fit an attempt that is ${attempt.state}`;
  const known = actionsFor(attempt);
  return problem('conflict', `${action} ${message}.`, [{ path: '/action', message, known }]);
}

type Misfit = 'result_needed' | 'result_misplaced' | 'reason_misplaced';

const MISFITS: Readonly<Record<Misfit, readonly [string, string]>> = {
  result_needed: ['/result', 'is needed with action complete'],
  result_misplaced: ['/result', 'belongs to action complete alone'],
  reason_misplaced: ['/reason', 'belongs to decline, ask_again and complete alone'],
};

function actionOf({
  action,
  result,
  reason,
}: z.output<typeof schemas.actionRequest>): Result<Action, Misfit> {
  if (action !== 'complete' && result !== undefined) return refused('result_misplaced');
  switch (action) {
    case 'approve':
    case 'expire':
      return reason === undefined ? ok({ action }) : refused('reason_misplaced');
    case 'complete':
      return result ? ok({ action, result, reason }) : refused('result_needed');
    default:
      return ok({ action, reason });
  }
}
