import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Context } from 'koa';
import type { FormFields } from './fields.js';

/** Contract section 8. */
export const MOST_UPLOAD_BYTES = 16 * 1024 * 1024;

export interface Upload {
  readonly form: FormFields;
  /** Files by field; an input left empty is absent. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What the browser calls them: worth nothing but for magic values. */
  readonly names: ReadonlyMap<string, string>;
  /** Fields whose file was larger than is allowed; their bytes were thrown away. */
  readonly tooLarge: readonly string[];
}

/** Of a page that takes no files, or was not posted. */
export const NO_UPLOAD: Upload = {
  form: { get: () => '', all: () => [] },
  files: new Map(),
  names: new Map(),
  tooLarge: [],
};

/**
 * Reads a multipart form (RFC 7578) into memory: at most two files of 16 MB and twenty short fields. The type and name that
 * the browser gives count for nothing; what a file is, its content tells. Throws 400 on a body that is not such a form.
 */
export function readUpload(ctx: Context): Promise<Upload> {
  const files = new Map<string, Buffer>();
  const names = new Map<string, string>();
  const fields = new Map<string, string[]>();
  const tooLarge: string[] = [];
  const parser = openParser(ctx);
  parser.on('file', (name, stream, fileName) => {
    if (fileName) names.set(name, fileName.slice(0, 255));
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => tooLarge.push(name));
    stream.on('end', () => {
      const bytes = Buffer.concat(chunks);
      if (bytes.length > 0 && !tooLarge.includes(name)) files.set(name, bytes);
    });
  });
  parser.on('field', (name, value) => fields.set(name, [...(fields.get(name) ?? []), value]));
  return new Promise((resolve, reject) => {
    const refuse = () =>
      reject(Object.assign(new Error('upload_malformed'), { status: 400, expose: true }));
    parser.on('finish', () => resolve({ form: asForm(fields), files, names, tooLarge }));
    parser.on('error', refuse);
    ctx.req.on('aborted', refuse);
    ctx.req.pipe(parser);
  });
}

function openParser(ctx: Context): Busboy {
  try {
    return new Busboy({
      headers: ctx.req.headers as BusboyHeaders,
      limits: {
        files: 2,
        fileSize: MOST_UPLOAD_BYTES,
        fields: 20,
        fieldSize: 2000,
        parts: 22,
        fieldNameSize: 100,
      },
    });
  } catch {
    return ctx.throw(400, 'upload_malformed');
  }
}

const asForm = (fields: ReadonlyMap<string, readonly string[]>): FormFields => ({
  get: (name) => fields.get(name)?.at(-1) ?? '',
  all: (name) => fields.get(name) ?? [],
});
