import { parse } from 'yaml';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { MagicMode } from './values.js';

/** A document in words instead of a picture: the YAML or JSON files that Login.gov's sandbox takes. */
export type Payload = Readonly<Record<string, unknown>>;

export type PayloadRefusal = 'not_text' | 'payload_unreadable' | 'payload_no_mapping';

const MOST_BYTES = 64 * 1024;
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\u00a0-\uffff]/u;

/** The text of an upload that is no picture; undefined for anything binary or long. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const text = bytes.toString('utf8');
  return UNPRINTABLE.test(text.replaceAll('\ufeff', '')) || text.includes('\ufffd')
    ? undefined
    : text;
}

/** Reads a payload document. Aliases are bounded, so that a small file cannot unfold into a large one. */
export function readPayload(bytes: Buffer): Result<Payload, PayloadRefusal> {
  const text = textOf(bytes);
  if (text === undefined) return refused('not_text');
  try {
    const value: unknown = parse(text, { maxAliasCount: 20, logLevel: 'error' });
    return isMapping(value) ? ok(value) : refused('payload_no_mapping');
  } catch {
    return refused('payload_unreadable');
  }
}

/** The document in words that a file's name stands for (ID.me: `success.jpg` and `fail.jpg`, whatever they show). */
export function fileSaying(mode: MagicMode, name: string | undefined): Buffer | undefined {
  const [, word] = /^(success|fail)\.jpe?g$/i.exec(name ?? '') ?? [];
  if (mode !== 'idme' || word === undefined) return undefined;
  return Buffer.from(`file_name: ${word.toLowerCase()}.jpg\n`);
}

/** What such a document says; undefined for any other. */
export function saidByName(payload: Payload): 'success' | 'fail' | undefined {
  const name = payload['file_name'];
  return name === 'success.jpg' ? 'success' : name === 'fail.jpg' ? 'fail' : undefined;
}

export const isMapping = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part of a payload that is a mapping itself; empty when it is not there. */
export const part = (payload: Payload, name: string): Payload => {
  const value = payload[name];
  return isMapping(value) ? value : {};
};

/** A scalar of a payload as text: YAML reads dates and numbers as such. */
export function word(payload: Payload, name: string): string | undefined {
  const value = payload[name];
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).slice(0, 200)
    : undefined;
}
