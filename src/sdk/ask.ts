import { ProblemError, StandinError } from './errors.js';
import type { Server } from './findServer.js';
import { fromWire, snake, toWire } from './naming.js';
import { request, type Call, type Failure } from './request.js';
import type { Problem } from './types.js';

/** A call in the words of the SDK: members of query and body in camelCase. */
export interface Asked extends Omit<Call, 'query'> {
  readonly query?: object | undefined;
}

/** Asks the control API and answers what it says, in camelCase. Throws a ProblemError, or a StandinError when nobody answers. */
export type Ask = <T>(call: Asked) => Promise<T>;

export const createAsk =
  (server: Server): Ask =>
  async <T>(asked: Asked): Promise<T> => {
    const { query = {}, body } = asked;
    const call: Call = {
      ...asked,
      query: Object.fromEntries(
        Object.entries(query as Call['query'] & object).map(([name, value]) => [
          snake(name),
          value,
        ]),
      ),
      body: body instanceof FormData ? body : (toWire(body) as object | undefined),
    };
    const answer = await request<unknown>(server, call);
    if (!answer.ok) throw errorOf(call, answer);
    return (call.as !== undefined ? answer.value : fromWire(answer.value)) as T;
  };

function errorOf({ method, path }: Call, { problem, detail }: Failure): StandinError {
  const call = `${method} ${path}`;
  return problem === undefined
    ? new StandinError(`${call}: ${detail}`)
    : new ProblemError(call, problem as Problem);
}
