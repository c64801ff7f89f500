import type { Imported } from '../../control/index.js';
import { askOnce } from '../ask.js';
import { withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { does, verb, withServer, type Verb } from '../verb.js';

/** `standin import`: a sandbox becomes what a document says. */
export const importVerb: Verb = (ended, summary) =>
  does(
    withServer(verb('import <file>', summary, 'standin import sandbox.json --sandbox mine')),
    ended,
    (file: string, flags: ServerFlags) =>
      withBody(file === '-' ? file : `@${file}`, {}, (body) =>
        askOnce<Imported>(
          flags,
          { method: 'POST', path: '/import', body, timeoutMs: 120_000 },
          asText,
        ),
      ),
  );

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const asText = ({ rows, left_out }: Imported): string =>
  total(left_out) === 0
    ? `imported ${total(rows)} rows`
    : `imported ${total(rows) - total(left_out)} rows; ${total(left_out)} more (${Object.keys(left_out).join(', ')}) are worth something under the key of the other server alone`;
