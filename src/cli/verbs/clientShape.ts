import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Shape } from '../../control/index.js';
import { segment } from '../api.js';
import { askOnce } from '../ask.js';
import { USAGE } from '../exitCodes.js';
import type { ServerFlags } from '../findServer.js';
import { refuse } from '../print.js';
import { facts, table } from '../table.js';
import { does, verb, withServer, type Ended } from '../verb.js';

interface ShapeFlags extends ServerFlags {
  readonly tokenFile: string;
  readonly policy?: string;
}

/** `standin client shape`: the token comes from a file or stdin, since what stands on a command line is kept in histories. */
export const clientShape = (ended: Ended): Command =>
  does(
    withServer(
      verb(
        'shape <client_id>',
        'let one get what a token of the real sandbox looks like',
        'standin client shape my-app --token-file userinfo.txt',
      ),
    )
      .requiredOption('--token-file <file>', 'userinfo or an ID token as it came (- for stdin)')
      .option('--policy <handle>', 'the scope that it came by'),
    ended,
    shape,
  );

function shape(id: string, { tokenFile, policy, ...flags }: ShapeFlags): Promise<number> {
  const token = read(tokenFile);
  if (token === undefined) {
    refuse(`${tokenFile} cannot be read: --token-file names a file, or - for stdin`);
    return Promise.resolve(USAGE);
  }
  const path = `/clients/${segment(id)}/shape`;
  return askOnce<Shape>(flags, { method: 'POST', path, body: { token, policy } }, asText);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    return undefined;
  }
}

const asText = ({ policy, ial, aal, naming, userinfo, unknown, persona, claims }: Shape): string =>
  [
    facts({ policy, ial, aal, naming, userinfo, persona, unknown }),
    table<Shape['claims'][number]>(
      [
        ['claim', ({ name }) => name],
        ['type', ({ type }) => type],
        ['format', ({ format }) => format],
        ['here', ({ here }) => here && (here.format ?? here.type)],
      ],
      claims,
    ),
  ].join('\n\n');
