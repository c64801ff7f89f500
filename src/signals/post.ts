import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SECOND } from '../platform/clock.js';
import type { Answer } from './delivery.js';
import type { Post } from './ports.js';
import { isForbiddenAddress } from './webhook.js';

/** From the first byte sent to the last one read. */
const PATIENCE = 10 * SECOND;
const MOST_BODY_BYTES = 16 * 1024;
const MOST_HEADERS = 50;
const MOST_HEADER_LENGTH = 1000;

/** Posts over HTTP. A redirect is an answer like any other: it is not followed. */
export const post: Post = ({ url, headers, body, stopping }) =>
  new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      stopping.aborted ? reject(error) : resolve({ error: reasonOf(error) });
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), stopping]),
      lookup: allowedLookup,
    };
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      readAnswer(response).then((answer) => resolve({ answer }), failed);
    });
    request.on('error', failed);
    request.end(body);
  });

/** The system's names, but for those that lead to a forbidden address. */
const allowedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, found, family) => {
    const addresses: readonly (string | LookupAddress)[] = error ? [] : [found].flat();
    const forbidden = addresses.some((one) =>
      isForbiddenAddress(typeof one === 'string' ? one : one.address),
    );
    callback(forbidden ? new Error('the name leads to a forbidden address') : error, found, family);
  });
};

/** Reads no more of an answer than is kept. */
async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BODY_BYTES) break; // which ends the connection
  }
  return {
    status: response.statusCode ?? 0,
    headers: headersOf(response),
    body: Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES).toString('utf8').replaceAll('\0', ''),
    truncated: size > MOST_BODY_BYTES,
  };
}

const headersOf = ({ headers }: IncomingMessage): Answer['headers'] =>
  Object.fromEntries(
    Object.entries(headers)
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [name, String(value).slice(0, MOST_HEADER_LENGTH)]),
  );

function reasonOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  if (error.name === 'TimeoutError' || code === 'ABORT_ERR')
    return `no answer within ${PATIENCE / SECOND} s`;
  return typeof code === 'string' ? code : error.message.slice(0, MOST_HEADER_LENGTH);
}
