import { z } from 'zod';
import { API_PATH } from '../http/paths.js';
import { PROBLEM_TYPE } from '../http/problem.js';
import type { ReplyDescription, Route } from '../http/route.js';
import { problemSchema } from '../schemas/common.js';

type Json = Readonly<Record<string, unknown>>;

/** Refusals that any operation may answer; what each means is in the problem document. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.',
  401: 'The token is missing or wrong.',
  403: 'The request comes from another site, or the token may not do this.',
  404: 'There is no such thing.',
  409: 'It is there already, or in another state.',
  413: 'The request is too large.',
  415: 'The media type is not accepted.',
  422: 'A member is unknown, missing or wrong.',
  429: 'There are too many at once.',
  501: 'Known, and not built yet or not installed here.',
};

/** The whole API as an OpenAPI 3.1 document, made of the schemas that judge the requests. */
export function openApiOf(routes: readonly Route[], version: string, base: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const ids = exampleIds(routes);
  for (const one of routes) {
    const path = one.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[one.method.toLowerCase()] = operation(one, ids);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Standin control API',
      version,
      description: 'Drives a Standin test system: people, clients, scripts, sign-ins.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: base + API_PATH }],
    security: [{ bearer: [] }, {}],
    paths,
    components: {
      schemas: namedSchemas(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

const place = (name: string): string => `#/components/schemas/${name}`;

/** Every schema that has a name, referring to the others by theirs (JSON Schema 2020-12). */
function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    ...{ uri: place, io: 'input', unrepresentable: 'any' },
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, bare(one)]));
}

/** What stands in a document of its own only. */
function bare(schema: object): Json {
  const { $schema: _dialect, $id: _id, ...rest } = schema as { $schema?: string; $id?: string };
  return rest;
}

const use = (schema: z.ZodType): Json => {
  const name = schema.meta()?.['id'];
  return typeof name === 'string'
    ? { $ref: place(name) }
    : bare(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
};

function operation(one: Route, ids: Ids): Json {
  const input = one.body ?? one.upload;
  return {
    operationId: operationId(one),
    summary: one.summary,
    tags: [one.path.split('/')[1] || 'service'],
    parameters: [...pathParameters(one, ids), ...queryParameters(one)],
    ...(input && {
      requestBody: {
        required: one.upload !== undefined,
        content: {
          [one.upload ? 'multipart/form-data' : 'application/json']: {
            schema: use(input),
            ...(one.example !== undefined && { example: one.example }),
          },
        },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(one.replies).map(([status, reply]) => [status, response(reply)]),
      ),
      ...Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          status,
          response({ description, schema: problemSchema, type: PROBLEM_TYPE }),
        ]),
      ),
    },
  };
}

const response = ({ description, schema, type }: ReplyDescription): Json => ({
  description,
  ...((schema ?? type) && {
    content: { [type ?? 'application/json']: schema ? { schema: use(schema) } : {} },
  }),
});

/** `POST /people/:id/lifecycle` is `postPeopleIdLifecycle`. */
const operationId = ({ method, path }: Route): string =>
  method.toLowerCase() +
  path
    .split(/[^A-Za-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const pathParameters = ({ path }: Route, ids: Ids): readonly Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([part, name = '']) => {
    const collection = path.slice(0, path.indexOf(`/${part}`));
    const example = PARTS[name] ?? ids.get(collection);
    return {
      ...{ name, in: 'path', required: true },
      schema: { type: 'string', maxLength: 255 },
      ...(example === undefined ? { description: `As GET ${collection} lists it.` } : { example }),
    };
  });

/** Ids of the things that the examples make, by their collection: the examples of a document belong together. */
type Ids = ReadonlyMap<string, string>;

function exampleIds(routes: readonly Route[]): Ids {
  const made = routes.flatMap(({ method, path, example }) => {
    const { id, client_id, kid } = (example ?? {}) as Readonly<Record<string, unknown>>;
    const own = path === '/clients' ? client_id : (id ?? kid);
    return method === 'POST' && typeof own === 'string' ? [[path, own] as const] : [];
  });
  return new Map([['/personas', 'maria'], ...made]);
}

/** Parts of a path that are words, or ids in examples. */
const PARTS: Readonly<Record<string, string>> = {
  ...{ type: 'drivers_license', side: 'front', format: 'jpg', shot: 'selfie' },
  snapshot: 'before-tests',
};

function queryParameters({ query }: Route): readonly Json[] {
  if (!query) return [];
  const { properties = {} } = use(query) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}
