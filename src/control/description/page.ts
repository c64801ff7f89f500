import { escapeHtml } from '../../platform/render/escapeHtml.js';

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

/** The parts of an OpenAPI document that the page shows. */
export interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const html = (parts: readonly string[]): string => parts.join('');

/** The reference as a plain page: every operation and every schema, readable without scripts. */
export function referencePage(
  { info, servers, paths, components }: Described,
  stylesheet: string,
): string {
  const base = servers[0]?.url ?? '';
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => section(base, path, method.toUpperCase(), one)),
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<h3 id="schema-${escapeHtml(name)}">${escapeHtml(name)}</h3>${code(schema)}`,
  );
  return html([
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(info.title)}</title>`,
    `<link rel="stylesheet" href="${escapeHtml(stylesheet)}"></head>`,
    '<body><main class="grid-container usa-prose">',
    `<h1>${escapeHtml(info.title)}</h1><p>${escapeHtml(info.description)}</p>`,
    '<p>This is a test system. Everything below is relative to ',
    `<code>${escapeHtml(base)}</code>; the same as a document: <a href="${escapeHtml(base)}/openapi.json">openapi.json</a>.</p>`,
    '<h2>Operations</h2>',
    ...operations,
    '<h2>Schemas</h2>',
    ...schemas,
    '</main></body></html>',
  ]);
}

function section(base: string, path: string, method: string, one: Operation): string {
  const id = `${method}-${path.replace(/[^A-Za-z]+/g, '-')}`;
  const [media] = Object.values(one.requestBody?.content ?? {});
  const query = one.parameters.filter((parameter) => parameter.in === 'query');
  const answers = Object.entries(one.responses).filter(([status]) => status < '300');
  return html([
    `<section aria-labelledby="${escapeHtml(id)}"><h3 id="${escapeHtml(id)}">`,
    `<code>${method} ${escapeHtml(path)}</code></h3><p>${escapeHtml(one.summary)}</p>`,
    query.length === 0
      ? ''
      : `<p>Parameters: ${query.map(({ name }) => `<code>${escapeHtml(name)}</code>`).join(', ')}</p>`,
    media?.example === undefined ? '' : code(curl(base + path, method, media.example)),
    `<ul>${answers.map(([status, { description }]) => `<li><code>${status}</code> ${escapeHtml(description)}</li>`).join('')}</ul></section>`,
  ]);
}

const curl = (url: string, method: string, body: unknown): string =>
  `curl -X ${method} ${url} \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body)}'`;

const code = (value: unknown): string =>
  `<pre tabindex="0"><code>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</code></pre>`;
