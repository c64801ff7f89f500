import { faultsKnown } from '../../../src/control/catalogue/faults.js';
import { FAULT_PLACES } from '../../../src/scenarios/index.js';
import { code, codes, page, table } from './table.js';

const LEAD = `\`POST /faults\` lets something go wrong between Standin and an application: \`at\` says where, \`kind\` what, \`match\` for
whom, and \`times\` how often. How to use one: [Break the wire](break-the-wire.md). The same list as data:
\`GET /control/v1/catalogue/faults\`.`;

const MEMBERS = [
  ['`id`', 'yours, or made'],
  [
    '`match`',
    'any of `client_id`, `person`, `tag`; all that are named must hold; everybody unless said. Nobody asks for `jwks` and `discovery`, so there it is refused',
  ],
  ['`at`', `${codes(FAULT_PLACES)}; needed unless the kind happens at one place alone`],
  ['`kind`', 'see below, with its members'],
  ['`times`', 'so often; until it is deleted unless said'],
];

const ORDER = `Of the faults that concern a request the newest acts, and only that one; one that can do nothing to the answer (no \`state\`
to drop, a token that is encrypted) is passed over and not counted. At the endpoints \`status\`, \`hang_up\` and \`oauth_error\` act
instead of the request: nothing happens behind them, and a code can be sent again. At \`authorize\` and \`logout\` who it is about is
known at the end, so a fault for a \`person\`, and every fault of the answer itself, acts when the browser is sent back.

An answer that a fault has changed names it in the header \`Standin-Fault\`; its trace and \`GET /faults/<id>\` (\`used\`,
\`times_left\`, \`last_used_at\`) tell it, too.`;

const TOKENS = `\`token\` of a \`claim\` is \`id\` (the ID token, at \`token\`), \`access\` (what is said of the access token there: \`token_type\`,
\`expires_in\`, \`scope\`) or \`userinfo\`; the place tells unless said. \`how\` of a \`signature\` is \`corrupt\`, \`wrong_key\`
(a key that nobody publishes under the \`kid\` of one that is), \`unknown_kid\`, \`none\` or \`hs256_public_key\`; at \`webhook\` the
first two.`;

/** Every kind of fault and every preset, and what a correct client does. */
export function faults(): string {
  const known = faultsKnown();
  const rows = (preset: boolean) => known.filter((one) => one.preset === preset);
  return page(
    'Faults on the wire',
    LEAD,
    '```sh\nnpx standin fault kinds\n```',
    table(['Member', 'Means'], MEMBERS),
    '## Which one acts',
    ORDER,
    '## Kinds',
    table(
      ['Kind', 'Members', 'At', 'What happens', 'A correct client, or receiver'],
      rows(false).map(({ id, members, at, sentence, correct_client }) => [
        ...[code(id), codes(members), codes(at), sentence, correct_client],
      ]),
    ),
    TOKENS,
    '## Presets',
    'A kind that brings its place and members along.',
    table(
      ['Kind', 'At', 'What happens', 'A correct client'],
      rows(true).map(({ id, at, sentence, correct_client }) => [
        ...[code(id), codes(at), sentence, correct_client],
      ]),
    ),
  );
}
