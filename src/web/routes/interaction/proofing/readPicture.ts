import { ok, refused, type Result } from '../../../../platform/result.js';
import { fileSaying, readPayload } from '../../../../scenarios/index.js';
import type { Exchange } from '../exchange.js';
import { magicOf, type ProofingPagesDeps } from './deps.js';

/** One uploaded picture, made sound, or a document in words where the client's magic values say so; or why it was not taken. */
export async function readPicture(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  field: 'front' | 'back' | 'selfie',
): Promise<Result<Buffer, string>> {
  const { upload } = exchange;
  if (upload.tooLarge.includes(field)) return refused('picture_too_large');
  const bytes = upload.files.get(field);
  if (!bytes) return refused('picture_required');
  const magic = await magicOf(deps, exchange);
  const named = fileSaying(magic, upload.names.get(field));
  if (named) return ok(named);
  const picture = await deps.sanitizePicture(bytes, field);
  if (picture.ok || picture.reason !== 'picture_unreadable' || magic === 'off') return picture;
  const payload = readPayload(bytes);
  if (payload.ok) return ok(bytes);
  return payload.reason === 'not_text' ? picture : payload;
}
