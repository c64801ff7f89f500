import { refused, type Result } from '../../../../platform/result.js';
import type { Exchange } from '../exchange.js';
import type { ProofingPagesDeps } from './deps.js';

/** One uploaded picture, made sound; or why it was not taken. */
export async function readPicture(
  { sanitizePicture }: ProofingPagesDeps,
  { upload }: Exchange,
  field: 'front' | 'back' | 'selfie',
): Promise<Result<Buffer, string>> {
  if (upload.tooLarge.includes(field)) return refused('picture_too_large');
  const bytes = upload.files.get(field);
  return bytes ? sanitizePicture(bytes, field) : refused('picture_required');
}
