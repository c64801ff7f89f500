import type { Persona } from '../../control/index.js';
import { askList } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { table } from '../table.js';
import { does, group, verb, withServer, type Verb } from '../verb.js';

/** `standin persona`: the people of the catalogue. */
export const personaVerb: Verb = (ended, summary) =>
  group('persona', summary, [
    does(
      withServer(verb('list', 'list them, each with a sentence', 'standin persona list')),
      ended,
      (flags: ServerFlags) =>
        askList<Persona>(flags, { method: 'GET', path: '/personas' }, asTable),
    ),
  ]);

const asTable = (personas: readonly Persona[]): string =>
  table(
    [
      ['id', ({ id }: Persona) => id],
      ['ial', ({ ial }) => ial],
      ['email', ({ email }) => email],
      ['who', ({ sentence }) => sentence],
    ],
    personas,
  );
