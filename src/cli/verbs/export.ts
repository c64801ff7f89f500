import { writeFileSync } from 'node:fs';
import type { SandboxDocument } from '../../control/index.js';
import { askOnce } from '../ask.js';
import type { ServerFlags } from '../findServer.js';
import { does, verb, withServer, type Verb } from '../verb.js';

/** `standin export`: a whole sandbox as one JSON document. */
export const exportVerb: Verb = (ended, summary) =>
  does(
    withServer(verb('export', summary, 'standin export --out sandbox.json')).option(
      '--out <file>',
      'write it there, for nobody else to read (else it is printed)',
    ),
    ended,
    ({ out, ...flags }: ServerFlags & { readonly out?: string }) =>
      askOnce<SandboxDocument>(flags, { method: 'GET', path: '/export' }, (document) => {
        const text = JSON.stringify(document, null, 2);
        if (out === undefined) return text;
        writeFileSync(out, `${text}\n`, { mode: 0o600 });
        return `wrote ${out}; it holds secrets in clear`;
      }),
  );
