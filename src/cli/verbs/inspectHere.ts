import { createEngine, HOW_TO_INSTALL } from '../../engine/index.js';
import { dateOf, systemClock } from '../../platform/clock.js';
import type { DocumentType } from '../../proofing/index.js';
import type { Answer, Failure } from '../api.js';
import { FOLDERS } from '../folders.js';
import { reasonText, type Inspected } from './inspectionText.js';

export interface Pictures {
  readonly front: Buffer;
  readonly back?: Buffer;
  readonly selfie?: Buffer;
  readonly frames: readonly Buffer[];
}

/** Asks the engine in this process and ends its workers. */
export async function inspectHere(
  type: DocumentType,
  pictures: Pictures,
  claimed: object | undefined,
): Promise<Answer<Inspected>> {
  const engine = createEngine({ workersDir: FOLDERS.engine });
  if (!engine.available)
    return failure(
      `the engine is not installed here: ${HOW_TO_INSTALL}; or name a server with --url`,
    );
  try {
    const today = dateOf(systemClock.now());
    const found = await engine.inspect({ type, ...pictures, claimed, today });
    if (!found.ok) {
      const picture = String(found.details?.['picture'] ?? 'front');
      return failure(`the picture of the ${picture} is refused: ${found.reason}`);
    }
    const { outcome, reasons, checks, timings_ms } = found.value;
    if (outcome === 'error') return failure(`the engine did not answer: ${reasons.join(', ')}`);
    const told = reasons.map((code) => ({ code, message: reasonText(code) }));
    return { ok: true, value: { outcome, reasons: told, checks, timings_ms } };
  } finally {
    await engine.close();
  }
}

const failure = (detail: string): Failure => ({ ok: false, kind: 'refused', detail, errors: [] });
