import type { Context } from 'koa';
import type { z } from 'zod';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import { matchesPattern } from '../../signals/index.js';
import type { EventFilter, EventStore, StoredEvent } from '../../storage/index.js';
import { goneSignal } from '../http/gone.js';
import { pageOf } from '../http/page.js';
import { invalid, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { HEARTBEAT, sentEvent, STILL_HERE, streamed } from '../http/streamEvents.js';
import type { People } from '../people/people.js';
import * as schemas from '../schemas/events.js';

export interface EventRoutesDeps {
  readonly events: Pick<EventStore, 'list' | 'seqOf' | 'lastSeq'>;
  readonly people: Pick<People, 'find'>;
  readonly changes: Changes;
}

type EventCall = Call<z.output<typeof schemas.eventQuery>>;
type Wanted = Omit<EventFilter, 'limit' | 'after'> & { readonly after: number };

const MOST_STREAMS = 500;
const AT_ONCE = 100;

export const eventView = ({ id, type, at, account, client, tag, actor, data }: StoredEvent) => ({
  ...{ id, type, created_at: new Date(at).toISOString() },
  ...(account !== null && { person: account }),
  ...(client !== null && { client_id: client }),
  ...(tag !== null && { tag }),
  ...(actor !== null && { actor }),
  data,
});

export function eventRoutes(deps: EventRoutesDeps): readonly Route[] {
  const stream = createStreams(deps);
  return [
    route({
      method: 'GET',
      path: '/events',
      summary:
        'The audit stream, oldest first; waits for the first one when asked to, and goes on for ever as text/event-stream',
      query: schemas.eventQuery,
      replies: { 200: { description: 'A page of events.', schema: schemas.eventList } },
      handle: async (call) => {
        const wanted = await wantedBy(deps, call);
        if (!wanted) return invalid('/after', 'names no event');
        if (asksForStream(call.ctx)) return stream(call, wanted);
        const { limit, wait } = call.query;
        const found = await next(deps, call, wanted, { limit: limit + 1, ms: wait * SECOND });
        return answer(
          200,
          pageOf(found, limit, ({ id }) => id, eventView),
        );
      },
    }),
  ];
}

const asksForStream = (ctx: Context): boolean =>
  ctx.accepts('application/json', 'text/event-stream') === 'text/event-stream';

/**
 * What a call asks for; undefined when it goes on after an event that is not there. A browser that comes back says where it
 * was by `Last-Event-ID`; when that is gone (the sandbox was reset), it gets everything. People who are gone are known by id.
 */
async function wantedBy(
  { events, people }: EventRoutesDeps,
  { sandbox, query, ctx }: EventCall,
): Promise<Wanted | undefined> {
  const { type, person, client_id, tag } = query;
  const last = asksForStream(ctx) ? ctx.get('Last-Event-ID').slice(0, 254) : '';
  const after = await seqAfter(events, sandbox, last === '' ? query.after : last);
  if (after === undefined && last === '') return undefined;
  const account =
    person === undefined ? undefined : ((await people.find(sandbox, person))?.id ?? person);
  return {
    after: after ?? 0,
    type: type === '*' ? undefined : type,
    account,
    client: client_id,
    tag,
  };
}

async function seqAfter(
  events: EventRoutesDeps['events'],
  sandbox: string,
  after: string | undefined,
): Promise<number | undefined> {
  if (after === undefined) return 0;
  return after === 'now' ? events.lastSeq(sandbox) : events.seqOf(sandbox, after);
}

const next = (
  { events, changes }: EventRoutesDeps,
  { sandbox, ctx }: EventCall,
  wanted: Wanted,
  { limit, ms, signal = goneSignal(ctx) }: { limit: number; ms: number; signal?: AbortSignal },
): Promise<readonly StoredEvent[]> =>
  follow(changes, sandbox, {
    look: () => events.list(sandbox, { ...wanted, limit }),
    isEnough: (found) => found.length > 0,
    ms,
    concerns: (type) => wanted.type === undefined || matchesPattern(wanted.type, type),
    signal,
  });

/** Streams of this process are counted: each holds a connection for as long as its reader likes. */
function createStreams(deps: EventRoutesDeps) {
  let open = 0;
  async function* messages(call: EventCall, { after, ...wanted }: Wanted) {
    const signal = goneSignal(call.ctx);
    open += 1;
    try {
      yield STILL_HERE; // the reader knows at once that it is heard
      while (!signal.aborted && !deps.changes.isClosed()) {
        const from = { ...wanted, after };
        const found = await next(deps, call, from, { limit: AT_ONCE, ms: HEARTBEAT, signal });
        if (found.length === 0) yield STILL_HERE;
        for (const event of found) yield sentEvent(event.id, eventView(event));
        after = found.at(-1)?.seq ?? after;
      }
    } finally {
      open -= 1;
    }
  }
  return (call: EventCall, wanted: Wanted): Reply =>
    open < MOST_STREAMS
      ? streamed(messages(call, wanted))
      : problem('too_many', `At most ${MOST_STREAMS} streams of events are open at once.`);
}
