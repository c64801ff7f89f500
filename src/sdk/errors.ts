import type { Problem } from './types.js';

/** Something that could not be done: no server, no answer in time, or a refusal. */
export class StandinError extends Error {
  override readonly name: string = 'StandinError';
}

/** A refusal by the control API, with the problem document that it spoke (RFC 9457). */
export class ProblemError extends StandinError {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly problem: Problem;

  /** `call` says what was asked, such as `POST /people`. */
  constructor(call: string, problem: Problem) {
    super(`${call}: ${sentenceOf(problem)}`);
    this.status = problem.status;
    this.problem = problem;
  }
}

/** Whether what was asked for is not there, or not any more. */
export const isGone = (error: unknown): boolean =>
  error instanceof ProblemError && error.status === 404;

/** The sentence, then what is wrong where; members are named as on the wire. */
function sentenceOf({ status, detail, errors }: Problem): string {
  const faults = errors.map(({ path, message, known }) => {
    const words =
      known && !message.includes(known.join(', ')) ? ` (known: ${known.join(', ')})` : '';
    return `\n  ${path === '' ? '/' : path} ${message}${words}`;
  });
  return `${detail} (${status})${faults.join('')}`;
}
