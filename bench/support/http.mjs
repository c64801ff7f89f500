// Requests as cheap as Node makes them, so that the driver leaves the machine to the server.
import { Agent, request } from 'node:http';

export const agent = new Agent({ keepAlive: true });

export function send(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((done, failed) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

/** A browser as far as cookies go: at these servers no two have the same name. */
export function createJar() {
  const jar = new Map();
  return async (url, options = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await send(url, { ...options, headers: { ...options.headers, cookie } });
    for (const line of response.headers['set-cookie'] ?? []) {
      const [pair] = line.split(';');
      const cut = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return response;
  };
}

/** A call of the control API; throws unless it made or did something. */
export async function control(base, path, body, method = 'POST') {
  const { status, text } = await send(`${base}/control/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (status > 299) throw new Error(`${path}: ${status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
