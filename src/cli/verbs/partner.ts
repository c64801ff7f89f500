import type { Partner } from '../../control/index.js';
import { segment } from '../api.js';
import { askList, askOnce } from '../ask.js';
import { BODY_OPTION, withBody } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { facts, table } from '../table.js';
import { does, group, listed, verb, whole, withServer, type Verb } from '../verb.js';

interface AddFlags extends ServerFlags {
  readonly id?: string;
  readonly logo?: string;
  readonly contact?: readonly string[];
  readonly body?: string;
}

/** `standin partner`: organisations. */
export const partnerVerb: Verb = (ended, summary) =>
  group('partner', summary, [
    does(
      withServer(verb('add <name>', 'register one', 'standin partner add "Harbor Credit Union"'))
        .option('--id <id>', 'its id (else one is made)')
        .option('--logo <url>', 'address of its logo')
        .option('--contact <email>', 'an address of its people; repeatable', listed)
        .option(...BODY_OPTION),
      ended,
      add,
    ),
    does(
      withServer(verb('list', 'list them', 'standin partner list')).option(
        '--limit <n>',
        'at most so many',
        whole(1, 100_000),
      ),
      ended,
      (flags: ServerFlags & { limit?: number }) =>
        askList<Partner>(flags, { method: 'GET', path: '/partners' }, asTable),
    ),
    does(
      withServer(verb('get <id>', 'show one', 'standin partner get irs')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(flags, { method: 'GET', path: `/partners/${segment(id)}` }, asFacts),
    ),
    does(
      withServer(verb('remove <id>', 'delete one', 'standin partner remove harbor')),
      ended,
      (id: string, flags: ServerFlags) =>
        askOnce(
          flags,
          { method: 'DELETE', path: `/partners/${segment(id)}` },
          () => `removed ${id}`,
        ),
    ),
  ]);

const add = (name: string, { body, ...flags }: AddFlags): Promise<number> =>
  withBody(body, { id: flags.id, name, logo: flags.logo, contacts: flags.contact }, (members) =>
    askOnce(flags, { method: 'POST', path: '/partners', body: members }, asFacts),
  );

const asTable = (partners: readonly Partner[]): string =>
  table(
    [
      ['id', ({ id }: Partner) => id],
      ['name', ({ name }) => name],
      ['contacts', ({ contacts }) => contacts],
      ['created', ({ created_at }) => created_at],
    ],
    partners,
  );

const asFacts = ({ id, name, contacts, policy, created_at }: Partner): string =>
  facts({
    ...{ id, name, contacts },
    'highest ial': policy.ial,
    'highest aal': policy.aal,
    'may ask for': policy.attributes,
    created: created_at,
  });
