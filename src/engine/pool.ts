import { existsSync } from 'node:fs';
import path from 'node:path';
import { ok, refused } from '../platform/result.js';
import type { Result } from '../platform/result.js';
import type { DocumentReading, FaceTask, FacesReading, Sanitized, TextTask } from './tasks.js';

/** Why a worker has no answer: its time was up, or its files are not there. */
export type Fault = 'vendor.timeout' | 'vendor.unavailable';

export type Answer<T> = Result<T, Fault>;

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
  close(): Promise<void>;
}

const FACE_FILES = ['faceWorker.mjs', 'ssd_mobilenetv1_model.bin', 'face_recognition_model.bin'];

/** Whether the bundles and models that scripts/build/engine.mjs makes are there. */
export const isInstalled = (workersDir: string): boolean =>
  [...FACE_FILES, 'textWorker.mjs'].every((file) => existsSync(path.join(workersDir, file)));

interface Runner {
  run(task: unknown, timeoutMs: number): Promise<Answer<unknown>>;
  close(): Promise<void>;
}

/** Pool over the bundles in `workersDir`: one thread each, which ends after `idleMs` and gives its memory back. */
export function createPool(workersDir: string, idleMs: number): Pool {
  const faces = runner(path.join(workersDir, 'faceWorker.mjs'), idleMs);
  const text = runner(path.join(workersDir, 'textWorker.mjs'), idleMs);
  return {
    faces: (task, timeoutMs) => faces.run(task, timeoutMs) as Promise<Answer<FacesReading>>,
    document: (task, timeoutMs) => text.run(task, timeoutMs) as Promise<Answer<DocumentReading>>,
    sanitize: (task, timeoutMs) => text.run(task, timeoutMs) as Promise<Answer<Sanitized>>,
    close: async () => {
      await Promise.all([faces.close(), text.close()]);
    },
  };
}

/** One lazily started thread of one bundle. */
function runner(filename: string, idleTimeout: number): Runner {
  const start = async () => {
    const { Piscina } = await import('piscina');
    return new Piscina({ filename, minThreads: 0, maxThreads: 1, idleTimeout, maxQueue: 256 });
  };
  let started: ReturnType<typeof start> | undefined;
  return {
    run: async (task, timeoutMs) => {
      if (!started && !existsSync(filename)) return refused('vendor.unavailable');
      const pool = await (started ??= start());
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return ok(await pool.run(task, { signal }));
      } catch (error) {
        if (signal.aborted) return refused('vendor.timeout');
        throw error;
      }
    },
    close: async () => {
      const pool = await started;
      started = undefined;
      await pool?.destroy();
    },
  };
}
