import { escapeHtml } from '../../platform/render/escapeHtml.js';
import { API_PATH } from '../http/paths.js';
import { operationHtml, type Operation } from './operationHtml.js';

/** The parts of an OpenAPI document that the page shows. */
export interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** The reference as a plain page: every operation by resource, and every schema, readable without scripts. */
export function referencePage(document: Described, stylesheet: string): string {
  const { info, components } = document;
  const base = document.servers[0]?.url ?? '';
  const resources = byResource(document);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(info.title)}</title>`,
    `<link rel="stylesheet" href="${escapeHtml(stylesheet)}"></head><body class="page">`,
    '<a class="usa-skipnav" href="#main">Skip to the operations</a>',
    '<p class="band"><strong>This is a test system.</strong></p><div class="reference">',
    contents([...resources.keys()]),
    `<main id="main" class="reference__main"><h1>${escapeHtml(info.title)}</h1>`,
    `<p class="section-lead">${escapeHtml(info.description)} Version ${escapeHtml(info.version)}.</p>`,
    `<p>Paths are below <code>${escapeHtml(base)}</code>. The same as a document: `,
    `<a class="usa-link" href="${escapeHtml(base)}/openapi.json">openapi.json</a>. `,
    `<a class="usa-link" href="${escapeHtml(base.replace(API_PATH, ''))}/docs">Documentation</a>. `,
    'Where the server asks for a token, send it as <code>Authorization: Bearer &lt;token&gt;</code>. ',
    'What is refused is answered with a problem document (RFC 9457).</p>',
    ...[...resources].map(([name, operations]) => section(name, operations.join(''))),
    section('Schemas', Object.entries(components.schemas).map(schemaHtml).join('')),
    '</main></div></body></html>',
  ].join('');
}

/** Operations, printed, by the first part of their paths. */
function byResource({ paths, servers }: Described): ReadonlyMap<string, readonly string[]> {
  const base = servers[0]?.url ?? '';
  const found = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, one] of Object.entries(methods)) {
      const name = one.tags[0] ?? 'service';
      const printed = operationHtml({ base, path, method: method.toUpperCase() }, one);
      found.set(name, [...(found.get(name) ?? []), printed]);
    }
  return found;
}

const contents = (names: readonly string[]): string => {
  const items = [...names, 'Schemas'].map(
    (name) => `<li><a href="#${idOf(name)}">${escapeHtml(name)}</a></li>`,
  );
  return `<nav class="reference__contents" aria-label="Resources"><ul>${items.join('')}</ul></nav>`;
};

const section = (name: string, content: string): string =>
  `<section aria-labelledby="${idOf(name)}"><h2 id="${idOf(name)}">${escapeHtml(name)}</h2>${content}</section>`;

const schemaHtml = ([name, schema]: readonly [string, unknown]): string =>
  `<details class="operation"><summary><code>${escapeHtml(name)}</code></summary>` +
  `<pre class="operation__body" id="schema-${escapeHtml(name)}" tabindex="0"><code>${escapeHtml(JSON.stringify(schema, null, 2))}</code></pre></details>`;

const idOf = (name: string): string => `resource-${name.replace(/[^A-Za-z]+/g, '-')}`;
