import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openAssets } from '../../../src/platform/render/assets.js';
import { createRenderer } from '../../../src/platform/render/renderer.js';
import type { PageContext } from '../../../src/web/pages/common.js';
import type { Views } from '../../../src/web/pages/views.js';
import { SAMPLES } from './samples.js';

/** The policy that every page must live with (no inline script, no inline style). */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

export interface SampleServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** What a form's post is answered with: the sample to go to, or the sample to show at once. */
export type PostAnswer = { readonly goTo: number } | { readonly show: number };

/** Serves sample number n at /n, with assets and faces, under the strict policy. `root` is the checkout. */
export async function serveSamples(
  root: string,
  answerPost: (body: Buffer) => PostAnswer = () => ({ goTo: 0 }),
): Promise<SampleServer> {
  const assets = openAssets(join(root, 'dist/assets'));
  const render = createRenderer<Views, PageContext>({
    folder: join(root, 'views'),
    assets,
    strict: true,
  });

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const [, area = '', name = ''] = path.replace(/\?.*/, '').split('/');
    const chosen = SAMPLES[Number(area)];
    if (area === 'assets') {
      const asset = assets.find(name);
      if (asset) return send(response, asset.type, asset.content);
    } else if (area === 'faces' && /^p\d\d_\w+\.jpg$/.test(name)) {
      return send(response, 'image/jpeg', await readFile(join(root, 'fixtures/faces', name)));
    } else if (area !== '' && chosen) {
      return send(response, 'text/html', render(chosen.view, chosen.model, chosen.page));
    }
    // Pages that follow what happens ask for news: there are none.
    response.writeHead(/inbox|phone|hand-off|^\/\?app=/.test(path) ? 304 : 404).end();
  }

  async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const next = answerPost(Buffer.concat(chunks));
    if ('show' in next) return answer(`/${next.show}`, response);
    response.writeHead(303, { location: `/${next.goTo}` }).end();
  }

  const server = createServer((request, response) => {
    const done =
      request.method === 'POST' ? post(request, response) : answer(request.url ?? '', response);
    done.catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closing(server),
  };
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
  });
  response.end(body);
}

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
