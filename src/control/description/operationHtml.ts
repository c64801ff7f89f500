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
  readonly operationId: string;
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
  const [body] = Object.entries(one.requestBody?.content ?? {});
  const place = { method, path: exampleUrl(path, one.parameters) };
  const command = curl(base, place, body && { type: body[0], example: body[1].example });
  const answers = Object.entries(one.responses).filter(([status]) => status < '300');
  return [
    `<details class="operation"><summary>`,
    `<code><span class="method method--${method.toLowerCase()}">${method}</span> ${escapeHtml(path)}</code>`,
    ` <span class="operation__summary">${escapeHtml(one.summary)}</span></summary>`,
    // Inside, since a link unfolds what holds its target, not the target itself.
    `<div class="operation__body" id="${escapeHtml(one.operationId)}">`,
    parametersHtml(one.parameters),
    body ? `<p>Body: ${escapeHtml(body[0])}${schemaLink(body[1].schema)}</p>` : '',
    `<pre tabindex="0"><code>${escapeHtml(command)}</code></pre>`,
    '<ul>',
    ...answers.map(
      ([status, { description, content = {} }]) =>
        `<li><code>${status}</code> ${escapeHtml(description)}${schemaLink(Object.values(content)[0]?.schema)}</li>`,
    ),
    '</ul></div></details>',
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

/** A command to try: pictures of a form are fetched first, from where its example says that this API gives some. */
function curl(base: string, place: Pick<Place, 'method' | 'path'>, body?: Body): string {
  const verb = place.method === 'GET' ? '' : `-X ${place.method} `;
  const command = `curl ${verb}${base}${place.path}`;
  if (body?.example === undefined) return command;
  if (body.type !== 'multipart/form-data')
    return `${command}${NEXT}-H 'content-type: application/json'${NEXT}-d ${quoted(body.example)}`;
  const parts = Object.entries(body.example as Readonly<Record<string, unknown>>);
  const fetches = parts.flatMap(([name, value]) =>
    isPicture(value) ? [`curl -o ${name}.jpg ${base}${value}\n`] : [],
  );
  const fields = parts.map(([name, value]) =>
    isPicture(value) ? `${NEXT}-F ${name}=@${name}.jpg` : `${NEXT}-F ${name}=${fieldOf(value)}`,
  );
  return [...fetches, command, ...fields].join('');
}

interface Body {
  readonly type: string;
  readonly example?: unknown;
}

const NEXT = ' \\\n  ';
const isPicture = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('/');
const fieldOf = (value: unknown): string => (typeof value === 'string' ? value : quoted(value));
const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;
