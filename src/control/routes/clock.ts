import { DAY } from '../../platform/clock.js';
import { FURTHEST_AHEAD, type Sandboxes, type Time } from '../../sandboxes/index.js';
import { formatDuration, parseDuration } from '../../scenarios/index.js';
import { invalid } from '../http/problem.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import * as schemas from '../schemas/clock.js';

export interface ClockRoutesDeps {
  readonly sandboxes: Sandboxes;
}

const clockView = ({ now, agedBy, today }: Time) => ({
  now: new Date(now).toISOString(),
  aged_by: formatDuration(agedBy),
  today,
});

const FORMS = 'must be a duration of at least a second, such as PT90S, P1DT2H, 13h or 30d';
const YEARS = Math.floor(FURTHEST_AHEAD / (365.25 * DAY));

/** Time in a sandbox: read, and let pass. */
export const clockRoutes = ({ sandboxes }: ClockRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/clock',
    summary: 'What time it is in the sandbox',
    replies: { 200: { description: 'The time.', schema: schemas.clock } },
    handle: async ({ sandbox }) => answer(200, clockView(await sandboxes.time(sandbox))),
  }),
  route({
    method: 'POST',
    path: '/clock/advance',
    summary: 'Let time pass: everything in the sandbox ages, and what is due thereby is done',
    body: schemas.advanceRequest,
    example: { by: 'P1DT2H' },
    replies: { 200: { description: 'What has aged.', schema: schemas.advanced } },
    handle: async ({ sandbox, body }) => {
      const by = parseDuration(body.by);
      if (by === undefined) return invalid('/by', FORMS);
      const moved = await sandboxes.advance(sandbox, by);
      if (moved.ok) return answer(200, { ...clockView(moved.value), rows: moved.value.rows });
      return moved.reason === 'not_forward'
        ? invalid('/by', FORMS)
        : invalid('/by', `takes the sandbox more than ${YEARS} years ahead of real time`);
    },
  }),
];
