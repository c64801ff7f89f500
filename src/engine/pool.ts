import { existsSync } from 'node:fs';
import path from 'node:path';
import { ok } from '../platform/result.js';
import { createLookups } from './lookups.js';
import { createWorker } from './worker.js';
import type { Answer } from './worker.js';
import type {
  Cleaned,
  DocumentReading,
  FaceTask,
  FacesReading,
  Sanitized,
  TextTask,
} from './tasks.js';

/** The two workers, each started when first needed and ended when idle. */
export interface Pool {
  faces(task: FaceTask, timeoutMs: number): Promise<Answer<FacesReading>>;
  document(
    task: Extract<TextTask, { kind: 'document' }>,
    timeoutMs: number,
  ): Promise<Answer<DocumentReading>>;
  sanitize(
    task: Extract<TextTask, { kind: 'sanitize' }>,
    timeoutMs: number,
  ): Promise<Answer<Sanitized>>;
  /** The picture as a JPEG that was turned. */
  turn(task: Extract<TextTask, { kind: 'turn' }>, timeoutMs: number): Promise<Answer<Buffer>>;
  close(): Promise<void>;
}

const FACE_FILES = ['faceWorker.mjs', 'ssd_mobilenetv1_model.bin', 'face_recognition_model.bin'];

/** Whether the bundles and models that scripts/build/engine.mjs makes are there. */
export const isInstalled = (workersDir: string): boolean =>
  [...FACE_FILES, 'textWorker.mjs'].every((file) => existsSync(path.join(workersDir, file)));

/**
 * Pool over the bundles in `workersDir`: one process each, which ends after `idleMs` and gives its memory back. What the guard
 * read of a picture is kept as long, and not read again.
 */
export function createPool(workersDir: string, idleMs: number): Pool {
  const faces = createWorker(path.join(workersDir, 'faceWorker.mjs'), idleMs);
  const text = createWorker(path.join(workersDir, 'textWorker.mjs'), idleMs);
  const lookups = createLookups(idleMs);
  const sanitize: Pool['sanitize'] = async (task, timeoutMs) => {
    const answer = (await text.run(task, timeoutMs)) as Answer<Cleaned>;
    if (!answer.ok || !answer.value.ok) return answer;
    const { lookup, ...sanitized } = answer.value;
    if (lookup) lookups.keep(sanitized.jpeg, lookup);
    return ok(sanitized);
  };
  const document: Pool['document'] = async (task, timeoutMs) => {
    const known = lookups.answer(task.bytes, task.question);
    return known ? ok(known) : ((await text.run(task, timeoutMs)) as Answer<DocumentReading>);
  };
  return {
    ...{ sanitize, document },
    faces: (task, timeoutMs) => faces.run(task, timeoutMs) as Promise<Answer<FacesReading>>,
    turn: (task, timeoutMs) => text.run(task, timeoutMs) as Promise<Answer<Buffer>>,
    close: async () => {
      await Promise.all([faces.close(), text.close()]);
    },
  };
}
