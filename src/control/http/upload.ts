import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Context } from 'koa';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';

/** Contract section 8. */
export const MOST_UPLOAD_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 8;

/** A multipart form in memory: files and fields by name, in the order in which they came. */
export interface Upload {
  readonly files: ReadonlyMap<string, readonly Buffer[]>;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

export type UploadFault = 'malformed' | 'too_large' | 'unsupported_media_type';

/** Reads a multipart form (RFC 7578) of a few files; what a file is, its content tells, not its name. */
export function readUpload(ctx: Context): Promise<Result<Upload, UploadFault>> {
  if (!ctx.is('multipart/form-data')) return Promise.resolve(refused('unsupported_media_type'));
  const files = new Map<string, Buffer[]>();
  const fields = new Map<string, string[]>();
  let fault: UploadFault | undefined;
  const parser = openParser(ctx);
  if (!parser) return Promise.resolve(refused('malformed'));
  parser.on('file', (name, stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => (fault = 'too_large'));
    stream.on('end', () => files.set(name, [...(files.get(name) ?? []), Buffer.concat(chunks)]));
  });
  parser.on('field', (name, value, _shortName, cut) => {
    if (cut) fault = 'too_large';
    fields.set(name, [...(fields.get(name) ?? []), value]);
  });
  const tooMany = () => (fault = 'too_large');
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
    parser.on(limit, tooMany);
  return new Promise((resolve) => {
    parser.on('finish', () => resolve(fault ? refused(fault) : ok({ files, fields })));
    parser.on('error', () => resolve(refused('malformed')));
    ctx.req.on('aborted', () => resolve(refused('malformed')));
    ctx.req.pipe(parser);
  });
}

function openParser(ctx: Context): Busboy | undefined {
  try {
    return new Busboy({
      headers: ctx.req.headers as BusboyHeaders,
      limits: {
        ...{ files: MOST_FILES, fileSize: MOST_UPLOAD_BYTES, fields: 10, fieldSize: 16_384 },
        ...{ parts: MOST_FILES + 10, fieldNameSize: 100 },
      },
    });
  } catch {
    return undefined; // no boundary
  }
}
