import type { Config } from '../../../platform/config/index.js';
import type { Addresses } from '../../../app/opened.js';

/** The only option of a process that the primary forks; everything else comes in its orders. */
export const WORKER_FLAG = '--as-worker';

/** The `code` of the error that says that workers end as soon as they begin. */
export const WORKERS_DIED = 'WORKERS_DIED';

/** What the primary tells a worker, first of all: the settled configuration, and where the IRS is when another worker has it. */
export interface Orders {
  readonly config: Config;
  readonly irsUrl?: string | undefined;
}

export const STOP = 'stop';

/** What a worker tells the primary. */
export type Report = { readonly ready: Addresses } | { readonly failed: Failure };

/** An error as it passes from one process to the other: what explains it, and its stack where nothing does. */
export interface Failure {
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: unknown;
  readonly port: unknown;
  readonly path: unknown;
  readonly hostname: unknown;
  readonly syscall: unknown;
}

export function toFailure(error: unknown): Failure {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const { code, port, path, hostname, syscall } = thrown as Partial<Failure>;
  return { message: thrown.message, stack: thrown.stack, code, port, path, hostname, syscall };
}

export const toError = (failure: Failure): Error =>
  Object.assign(new Error(failure.message), failure);
