import { rmSync, writeFileSync } from 'node:fs';
import type { SandboxDocument } from '../../control/index.js';
import { request, type Answer, type Call } from '../api.js';
import { ask, askOnce } from '../ask.js';
import type { Server, ServerFlags } from '../findServer.js';
import { does, verb, withServer, type Verb } from '../verb.js';

const EXPORT: Call = { method: 'GET', path: '/export' };
const asJson = (document: SandboxDocument): string => JSON.stringify(document, null, 2);

/** `standin export`: a whole sandbox as one JSON document. */
export const exportVerb: Verb = (ended, summary) =>
  does(
    withServer(verb('export', summary, 'standin export --out sandbox.json')).option(
      '--out <file>',
      'write it there, for nobody else to read (else it is printed)',
    ),
    ended,
    ({ out, ...flags }: ServerFlags & { readonly out?: string }) =>
      out === undefined
        ? askOnce<SandboxDocument>(flags, EXPORT, asJson)
        : ask(flags, (server) => exportTo(server, out), told),
  );

interface Written {
  readonly file: string;
}

const told = ({ file }: Written): string => `wrote ${file}; it holds secrets in clear`;

async function exportTo(server: Server, file: string): Promise<Answer<Written>> {
  const answer = await request<SandboxDocument>(server, EXPORT);
  if (!answer.ok) return answer;
  try {
    rmSync(file, { force: true }); // the mode counts for a new file alone
    writeFileSync(file, `${asJson(answer.value)}\n`, { mode: 0o600 });
    return { ok: true, value: { file } };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      kind: 'refused',
      detail: `${file} cannot be written (${code})`,
      errors: [],
    };
  }
}
