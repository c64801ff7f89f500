import type { Key, KeyList } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { facts, table } from '../table.js';
import { does, group, verb, withServer, type Ended, type Verb } from '../verb.js';

/** `standin key`: what a sandbox signs with, changed to see how a client bears it. */
export const keyVerb: Verb = (ended, summary) =>
  group('key', summary, [
    does(
      withServer(verb('list', 'list them, oldest first', 'standin key list')),
      ended,
      (flags: ServerFlags) => askList<Key>(flags, { method: 'GET', path: '/keys' }, asTable),
    ),
    does(
      withServer(
        verb(
          'rotate',
          'let the next keys sign; those before stay published',
          'standin key rotate --publish-only',
        ),
      ).option('--publish-only', 'publish the next keys, which sign from the next rotation on'),
      ended,
      rotate,
    ),
    change(ended, 'retire', 'take one that signs no more out of the key set'),
    change(ended, 'withhold', 'let one sign on that the key set does not show'),
    does(
      withServer(
        verb(
          'import',
          'bring one in, which signs from now on',
          'standin key import --body @key.jwk',
        ),
      ).option(...BODY_OPTION),
      ended,
      ({ body, ...flags }: ServerFlags & { body?: string }) =>
        withBody(body, {}, (jwk) =>
          askOnce<Key>(flags, { method: 'POST', path: '/keys', body: jwk }, asFacts),
        ),
    ),
  ]);

const rotate = ({
  publishOnly = false,
  ...flags
}: ServerFlags & { publishOnly?: boolean }): Promise<number> => {
  const body = { publish_only: publishOnly };
  return askOnce<KeyList>(flags, { method: 'POST', path: '/keys/rotate', body }, ({ items }) =>
    asTable(items),
  );
};

const change = (ended: Ended, name: 'retire' | 'withhold', summary: string) =>
  does(
    withServer(verb(`${name} <kid>`, summary, `standin key ${name} my-key`)),
    ended,
    (kid: string, flags: ServerFlags) =>
      askOnce<Key>(flags, { method: 'POST', path: `/keys/${segment(kid)}/${name}` }, asFacts),
  );

const asTable = (keys: readonly Key[]): string =>
  table(
    [
      ['kid', ({ kid }: Key) => kid],
      ['alg', ({ alg }) => alg],
      ['state', ({ state }) => state],
      ['created', ({ created_at }) => created_at],
    ],
    keys,
  );

const asFacts = ({ kid, alg, state, created_at }: Key): string =>
  facts({ kid, alg, state, created: created_at });
