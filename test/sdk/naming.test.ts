import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStandin } from '../../src/sdk/entries/standin.js';
import type { Standin } from '../../src/sdk/entries/standin.js';
import { fromWire, toWire, VERBATIM } from '../../src/sdk/naming.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

describe('names', () => {
  it('are camelCase in TypeScript and snake_case on the wire, at any depth', () => {
    const wire = { given_name: 'Ann', steps: [{ submissions_left: 2 }], at: null };
    const ours = { givenName: 'Ann', steps: [{ submissionsLeft: 2 }], at: null };
    expect(fromWire(wire)).toEqual(ours);
    expect(toWire(ours)).toEqual(wire);
  });

  it('stay as they are in what is data: claims, evidence, keys', () => {
    const wire = { claims: { family_name: 'Ash' }, timings_ms: { first_read: 3 } };
    expect(fromWire(wire)).toEqual({
      claims: { family_name: 'Ash' },
      timingsMs: { first_read: 3 },
    });
    expect(toWire(fromWire(wire))).toEqual(wire);
  });
});

describe("the API's description", () => {
  let standin: Standin;
  const records = new Set<string>();
  const objects = new Set<string>();

  let schemas: Readonly<Record<string, Schema>> = {};
  const target = (schema: Schema): Schema =>
    schemas[schema.$ref?.replace('#/components/schemas/', '') ?? ''] ?? schema;

  /** Collects the names of members that are records, and of those whose own members have names to change. */
  function walk(given: Schema, name: string): void {
    const schema = target(given);
    if (typeof schema.additionalProperties === 'object') return void records.add(name);
    const parts = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    for (const part of parts) if (part) walk(part, name);
    for (const [member, one] of Object.entries(schema.properties ?? {})) {
      if (member.includes('_')) objects.add(name);
      walk(one, member);
    }
  }

  beforeAll(async () => {
    standin = await startStandin();
    const response = await fetch(standin.urls.openapi);
    const { components } = (await response.json()) as {
      components: { schemas: Record<string, Schema> };
    };
    schemas = components.schemas;
    const whole = Object.values(schemas).filter(
      (one) => typeof one.additionalProperties !== 'object',
    );
    for (const schema of whole) walk(schema, '');
  });
  afterAll(() => standin.close());

  it('has records under the names that are kept verbatim, and under no others', () => {
    expect([...records].sort()).toEqual([...VERBATIM].sort());
  });

  it('gives none of these names to members that would have to be renamed', () => {
    expect([...objects].filter((name) => VERBATIM.has(name))).toEqual([]);
  });
});
