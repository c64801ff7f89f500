import type { SandboxPlace } from '../../oidc/index.js';
import type { AskControl } from '../askControl.js';
import type { Searched } from './search.js';

/** An OpenAPI 3.1 document, as far as a search reads it. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: Schema }>> };
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export type OperationsOf = (place: SandboxPlace) => Promise<Searched>;

/** The control API's operations as sections of its reference page; asked for with the first search, alike in every sandbox. */
export function createOperations(askControl: AskControl): OperationsOf {
  let known: Searched | undefined;
  return async (place) => {
    if (known) return known;
    const reply = await askControl<Description>(place, '/openapi.json');
    if (!reply.ok) throw new Error(`the API does not describe itself: ${reply.body.detail}`);
    return (known = { title: '', sections: sectionsOf(reply.body) });
  };
}

const sectionsOf = ({ paths, components }: Description): Searched['sections'] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      heading: `${method.toUpperCase()} ${path}`,
      text: `${operation.summary} ${inBrackets(membersOf(operation, components.schemas))}`.trim(),
    })),
  );

const inBrackets = (names: readonly string[]): string =>
  names.length === 0 ? '' : `(${names.join(', ')})`;

/** Names of parameters and of the body's members. */
function membersOf(
  { parameters, requestBody }: Operation,
  schemas: Description['components']['schemas'],
): readonly string[] {
  const [body] = Object.values(requestBody?.content ?? {});
  const schema = schemas[body?.schema?.$ref?.split('/').at(-1) ?? ''] ?? body?.schema;
  return [...parameters.map(({ name }) => name), ...Object.keys(schema?.properties ?? {})];
}
