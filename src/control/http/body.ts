import type { Context } from 'koa';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { problem } from './problem.js';
import type { Reply } from './reply.js';

/** Contract section 8. */
export const MOST_BODY_BYTES = 1024 * 1024;
const MOST_DEPTH = 32;

type BodyFault = 'malformed' | 'too_large' | 'unsupported_media_type';

/** Reads a JSON body; nothing at all counts as an empty object. */
export async function readJson(
  ctx: Context,
  mostBytes = MOST_BODY_BYTES,
): Promise<Result<unknown, BodyFault>> {
  const text = await readText(ctx, mostBytes);
  if (!text.ok) return text;
  if (text.value.length === 0) return ok({});
  // RFC 9110 section 15.5.16: a coding counts as part of the type
  const coded = !['', 'identity'].includes(ctx.get('content-encoding'));
  if (coded || !ctx.is('json', '+json')) return refused('unsupported_media_type');
  try {
    const value: unknown = JSON.parse(text.value.toString('utf8'));
    return isDeeperThan(value, MOST_DEPTH) ? refused('malformed') : ok(value);
  } catch {
    return refused('malformed');
  }
}

async function readText({ req }: Context, mostBytes: number): Promise<Result<Buffer, BodyFault>> {
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) return refused('too_large');
  // By events: an iterator over what is one chunk as a rule costs more than all the rest of reading it.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= mostBytes) return;
      req.pause();
      resolve(refused('too_large'));
    });
    req.once('end', () => resolve(ok(Buffer.concat(chunks))));
    req.once('error', reject);
  });
}

/** What recurses over a value later must not run out of stack. */
function isDeeperThan(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((member) => isDeeperThan(member, most - 1));
}

const FAULTS: Readonly<Record<BodyFault, string>> = {
  malformed: `The body must be JSON, nested at most ${MOST_DEPTH} deep.`,
  too_large: `The body may have at most ${MOST_BODY_BYTES} bytes.`,
  unsupported_media_type: 'The body must be sent as application/json, and not compressed.',
};

/** The rest of a body that is too large is not read: the connection ends with the answer. */
export const bodyProblem = (fault: BodyFault): Reply =>
  problem(fault, FAULTS[fault], [], fault === 'too_large' ? { connection: 'close' } : {});
