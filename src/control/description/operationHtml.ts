import { escapeHtml } from '../../platform/render/escapeHtml.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
  readonly description?: string;
  readonly schema?: Schema & { readonly description?: string };
}

/** The parts of an OpenAPI operation that the page shows. */
export interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly example?: unknown; readonly schema?: Schema }>
    >;
  };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
      }
    >
  >;
}

interface Place {
  readonly base: string;
  readonly path: string;
  readonly method: string;
}

/** One operation, folded: what it takes, what it answers, and a command to try. */
export function operationHtml({ base, path, method }: Place, one: Operation): string {
  const id = `${method}-${path.replace(/[^A-Za-z]+/g, '-')}`;
  const [body] = Object.entries(one.requestBody?.content ?? {});
  const answers = Object.entries(one.responses).filter(([status]) => status < '300');
  return [
    `<details class="operation" id="${escapeHtml(id)}"><summary>`,
    `<code><span class="method method--${method.toLowerCase()}">${method}</span> ${escapeHtml(path)}</code>`,
    ` <span class="operation__summary">${escapeHtml(one.summary)}</span></summary>`,
    parametersHtml(one.parameters),
    body ? `<p>Body: ${escapeHtml(body[0])}${schemaLink(body[1].schema)}</p>` : '',
    `<pre tabindex="0"><code>${escapeHtml(curl(base, method, exampleUrl(path, one.parameters), body?.[1].example))}</code></pre>`,
    '<ul>',
    ...answers.map(
      ([status, { description, content = {} }]) =>
        `<li><code>${status}</code> ${escapeHtml(description)}${schemaLink(Object.values(content)[0]?.schema)}</li>`,
    ),
    '</ul></details>',
  ].join('');
}

function parametersHtml(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ name, in: where, schema, description = schema?.description }) =>
      `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${where}</td>` +
      `<td>${escapeHtml([description, schema?.enum?.join(', ')].filter(Boolean).join(' '))}</td></tr>`,
  );
  const head = ['Parameter', 'In', 'Meaning'].map((title) => `<th scope="col">${title}</th>`);
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const schemaLink = (schema: Schema | undefined): string => {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined
    ? ''
    : ` <a class="usa-link" href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
};

/** The path with the examples of its parts. */
const exampleUrl = (path: string, parameters: readonly Parameter[]): string =>
  parameters.reduce(
    (url, { name, example }) =>
      typeof example === 'string' ? url.replace(`{${name}}`, example) : url,
    path,
  );

function curl(base: string, method: string, path: string, body: unknown): string {
  const verb = method === 'GET' ? '' : `-X ${method} `;
  const sent =
    body === undefined
      ? ''
      : ` \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`;
  return `curl ${verb}${base}${path}${sent}`;
}
