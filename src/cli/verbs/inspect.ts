import { readFile } from 'node:fs/promises';
import { DOCUMENT_TYPES, type DocumentType } from '../../proofing/index.js';
import { request, type Answer } from '../api.js';
import { OK, USAGE } from '../exitCodes.js';
import { findServer, type ServerFlags } from '../findServer.js';
import { refuse, say, sayFailure, sayJson } from '../print.js';
import { choice, does, verb, withServer, type Verb } from '../verb.js';
import type { Pictures } from './inspectHere.js';
import { inspectionText, type Inspected } from './inspectionText.js';

interface InspectFlags extends ServerFlags {
  readonly type: DocumentType;
  readonly front: string;
  readonly back?: string;
  readonly selfie?: string;
  readonly frames?: readonly string[];
  readonly claimed?: string;
}

/** Reading with models that are loaded first, on a busy machine. */
const TIMEOUT_MS = 120_000;

/** `standin inspect`: what the real engine says about pictures; nothing is kept. */
export const inspectVerb: Verb = (ended, summary) =>
  does(
    withServer(
      verb(
        'inspect',
        summary,
        'standin inspect --type drivers_license --front front.jpg --back back.jpg --selfie me.jpg',
      ),
    )
      .addOption(
        choice('--type <type>', 'which document it is', DOCUMENT_TYPES).makeOptionMandatory(),
      )
      .requiredOption('--front <file>', 'picture of the front, or of the data page')
      .option('--back <file>', 'picture of the back')
      .option('--selfie <file>', 'picture of the person')
      .option('--frames <files...>', 'two or three: looking straight, turned to a side, smiling')
      .option('--claimed <json>', 'what the person says: {"family_name": "..."}'),
    ended,
    inspect,
  );

async function inspect(flags: InspectFlags): Promise<number> {
  const claimed = claimedIn(flags.claimed);
  if (claimed === false) {
    refuse('--claimed must be a JSON object');
    return USAGE;
  }
  const pictures: Record<string, Buffer> = {};
  for (const name of ['front', 'back', 'selfie'] as const) {
    const file = flags[name];
    if (file === undefined) continue;
    try {
      pictures[name] = await readFile(file);
    } catch {
      return refuse(`--${name}: ${file} cannot be read`);
    }
  }
  const frames: Buffer[] = [];
  for (const file of flags.frames ?? []) {
    try {
      frames.push(await readFile(file));
    } catch {
      return refuse(`--frames: ${file} cannot be read`);
    }
  }
  const given = { ...(pictures as unknown as Pictures), frames };
  const answer = await judge(flags, given, claimed);
  if (answer === 'usage') return USAGE;
  if (!answer.ok) return sayFailure(answer, flags.json);
  if (flags.json) sayJson(answer.value);
  else say(inspectionText(answer.value));
  return OK;
}

function claimedIn(text: string | undefined): object | undefined | false {
  if (text === undefined) return undefined;
  try {
    const claimed: unknown = JSON.parse(text);
    return typeof claimed === 'object' && claimed !== null && !Array.isArray(claimed) && claimed;
  } catch {
    return false;
  }
}

/** The running server if there is one, else the engine in this process. A server that was named must be there. */
async function judge(
  flags: InspectFlags,
  pictures: Pictures,
  claimed: object | undefined,
): Promise<Answer<Inspected> | 'usage'> {
  const server = findServer(flags);
  if (!server.ok && server.reason === 'usage') {
    refuse(String(server.details?.['sentence']));
    return 'usage';
  }
  if (server.ok) {
    const body = formOf(flags.type, pictures, claimed);
    const call = { method: 'POST', path: '/engine/inspect', body, timeoutMs: TIMEOUT_MS } as const;
    const answer = await request<Inspected>(server.value, call);
    if (answer.ok || answer.kind === 'refused' || server.value.named) return answer;
  }
  const { inspectHere } = await import('./inspectHere.js');
  return inspectHere(flags.type, pictures, claimed);
}

function formOf(type: DocumentType, pictures: Pictures, claimed: object | undefined): FormData {
  const form = new FormData();
  form.set('type', type);
  const { frames, ...sides } = pictures;
  const add = (name: string, bytes: Buffer): void =>
    form.append(name, new Blob([new Uint8Array(bytes)]), `${name}.jpg`);
  for (const [name, bytes] of Object.entries(sides)) add(name, bytes);
  for (const frame of frames) add('frames', frame);
  if (claimed !== undefined) form.set('claimed', JSON.stringify(claimed));
  return form;
}
