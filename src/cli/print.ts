import type { Failure } from './api.js';
import { REFUSED } from './exitCodes.js';

/** Writes to stdout; a reader that has seen enough (`| head`) ends the program quietly. */
export function say(text: string): void {
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', endQuietly);
  process.stdout.write(`${text}\n`);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));

/** A refusal that no server spoke; answers the exit code. */
export function refuse(sentence: string): number {
  process.stderr.write(`standin: ${sentence}\n`);
  return REFUSED;
}

/** A problem as the server told it: the sentence, then what is wrong where. With `json` the document too, on stdout. */
export function sayFailure(
  { status, detail, errors, problem }: Failure,
  json: boolean | undefined,
): number {
  if (json && problem !== undefined) sayJson(problem);
  refuse(status === 401 ? `${detail} (here: --token or STANDIN_TOKEN)` : detail);
  for (const { path, message, known } of errors) {
    const words =
      known && !message.includes(known.join(', ')) ? ` (known: ${known.join(', ')})` : '';
    process.stderr.write(`  ${path === '' ? '/' : path}  ${message}${words}\n`);
  }
  return REFUSED;
}
