import type { Advanced, Clock } from '../../control/index.js';
import { askOnce } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { facts } from '../table.js';
import { does, group, verb, withServer, type Verb } from '../verb.js';

/** `standin clock`: what time it is in a sandbox, and letting it pass. */
export const clockVerb: Verb = (ended, summary) =>
  group('clock', summary, [
    does(
      withServer(verb('get', 'show the time', 'standin clock get')),
      ended,
      (flags: ServerFlags) => askOnce(flags, { method: 'GET', path: '/clock' }, asFacts),
    ),
    does(
      withServer(
        verb(
          'advance <duration>',
          'let time pass: everything ages, and what is due is done',
          'standin clock advance P1DT2H',
        ),
      ),
      ended,
      (by: string, flags: ServerFlags) =>
        askOnce(
          flags,
          { method: 'POST', path: '/clock/advance', body: { by }, timeoutMs: 120_000 },
          asAdvanced,
        ),
    ),
  ]);

const asFacts = ({ now, aged_by, today }: Clock): string =>
  facts({ 'real time': now, 'ahead by': aged_by, today });

const asAdvanced = ({ rows, ...time }: Advanced): string => {
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  return `${asFacts(time)}\n${count} rows have aged`;
};
