import type { Server } from './findServer.js';

/** One request to the control API, in the API's own words; `path` is below `/control/v1`. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** JSON, or a form with files. */
  readonly body?: object | undefined;
  /** What is answered instead of JSON: the bytes of a picture, or a stream of events that `signal` ends. */
  readonly as?: 'bytes' | 'stream';
  readonly timeoutMs?: number;
  /** In place of a timeout. */
  readonly signal?: AbortSignal;
}

/** Why there is no answer to print. */
export interface Failure {
  readonly ok: false;
  /** `absent`: nobody answered at all. */
  readonly kind: 'absent' | 'refused';
  readonly status?: number;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  /** The problem document (RFC 9457), when the server spoke one. */
  readonly problem?: unknown;
}

export interface FieldError {
  readonly path: string;
  readonly message: string;
  readonly known?: readonly string[];
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Failure;

const TIMEOUT_MS = 30_000;
const START = 'start one with: standin start';

/** Asks the control API; every refusal and outage comes back as a sentence. */
export async function request<T>(server: Server, call: Call): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await send(server, call);
  } catch (error) {
    return unanswered(server, error);
  }
  if (response.ok && call.as === 'bytes')
    return { ok: true, value: new Uint8Array(await response.arrayBuffer()) as T };
  if (response.ok && call.as === 'stream') return { ok: true, value: response.body as T };
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return refusal(server, response.status, body);
  if (response.status !== 204 && body === undefined) return stranger(server, response.status);
  return { ok: true, value: body as T };
}

/** Every page of a list; `limit` bounds what is read. */
export async function requestAll<T>(
  server: Server,
  call: Call,
  limit: number,
): Promise<Answer<{ readonly items: readonly T[]; readonly next?: string }>> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const query = { ...call.query, ...(after !== undefined && { after }) };
    const page: Answer<{ items: T[]; next?: string }> = await request(server, {
      ...call,
      query: { ...query, limit: Math.min(200, limit - items.length) },
    });
    if (!page.ok) return page;
    items.push(...page.value.items);
    after = page.value.next;
  } while (after !== undefined && items.length < limit);
  return { ok: true, value: { items, ...(after !== undefined && { next: after }) } };
}

function send({ base, token }: Server, call: Call): Promise<Response> {
  const { method, path, query = {}, body, timeoutMs = TIMEOUT_MS } = call;
  const { signal = AbortSignal.timeout(Math.ceil(timeoutMs)) } = call;
  const url = new URL(`${base}/control/v1${path}`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  const accept = call.as === 'stream' ? 'text/event-stream' : 'application/json';
  const headers: Record<string, string> = { accept };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  return fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal,
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
}

function unanswered({ base }: Server, error: unknown): Failure {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name !== 'TimeoutError' && cause === undefined) throw error; // no outage, but a mistake of ours
  const why = cause?.code === undefined ? '' : ` (${cause.code})`;
  const detail =
    name === 'TimeoutError'
      ? `the server at ${base} did not answer in time`
      : `no server answers at ${base}${why}; ${START}`;
  return { ok: false, kind: 'absent', detail, errors: [] };
}

const stranger = ({ base }: Server, status: number): Failure => ({
  ok: false,
  kind: 'refused',
  detail: `${base} answers (${status}), but not as Standin does; is the address right?`,
  errors: [],
});

function refusal(server: Server, status: number, body: unknown): Failure {
  const { detail, errors } = (body ?? {}) as { detail?: unknown; errors?: unknown };
  if (typeof detail !== 'string') return stranger(server, status);
  return {
    ok: false,
    kind: 'refused',
    status,
    detail,
    errors: Array.isArray(errors) ? (errors as FieldError[]) : [],
    problem: body,
  };
}

/** One part of a path, whatever characters it has. */
export const segment = (text: string): string => encodeURIComponent(text);
