import { request, requestAll, type Answer, type Call } from './api.js';
import { OK, USAGE } from './exitCodes.js';
import { findServer, type Server, type ServerFlags } from './findServer.js';
import { refuse, say, sayFailure, sayJson } from './print.js';

/** Finds the server, does `work` with it and prints the answer: as JSON, or as `human` puts it. Answers the exit code. */
export async function ask<T>(
  flags: ServerFlags,
  work: (server: Server) => Promise<Answer<T>>,
  human: (value: T) => string,
): Promise<number> {
  const server = findServer(flags);
  if (!server.ok) {
    refuse(String(server.details?.['sentence']));
    return server.reason === 'usage' ? USAGE : 1;
  }
  const answer = await work(server.value);
  if (!answer.ok) return sayFailure(answer, flags.json);
  if (flags.json) sayJson(answer.value ?? {});
  else say(human(answer.value));
  return OK;
}

/** One request, printed. */
export const askOnce = <T>(
  flags: ServerFlags,
  call: Call,
  human: (value: T) => string,
): Promise<number> => ask<T>(flags, (server) => request<T>(server, call), human);

interface ListFlags extends ServerFlags {
  readonly limit?: number;
}

const MOST = 1000;

/** A list with all its pages, printed; a last line says when there is more than was asked for. */
export const askList = <T>(
  flags: ListFlags,
  call: Call,
  human: (items: readonly T[]) => string,
): Promise<number> =>
  ask<{ readonly items: readonly T[]; readonly next?: string }>(
    flags,
    (server) => requestAll<T>(server, call, flags.limit ?? MOST),
    ({ items, next }) =>
      next === undefined ? human(items) : `${human(items)}\n(there are more: see --limit)`,
  );
