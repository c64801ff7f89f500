import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STORAGE = fileURLToPath(new URL('../../src/storage/', import.meta.url));

/** Files whose statements are about the deployment or about sandboxes themselves. */
const DEPLOYMENT_WIDE = [
  'deployment.ts',
  'endClaims.ts',
  'migrate.ts',
  'postgres.ts',
  'sandboxRow.ts',
  'sandboxes.ts',
  'schema.ts',
];
/** Statements that go across sandboxes on purpose, by how they begin: any process runs the tasks of all. */
const ACROSS = ['UPDATE tasks SET claimed_until ='];

const statements = readdirSync(STORAGE)
  .filter((file) => file.endsWith('.ts') && !DEPLOYMENT_WIDE.includes(file))
  .flatMap((file) => {
    const text = readFileSync(STORAGE + file, 'utf8');
    return [
      ...text.matchAll(
        /(['"`])(?:\$\{KEEPS_ACCOUNT\})?(\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^]*?)\1/g,
      ),
    ].map((match) => ({
      file,
      // what a statement is completed with is a constant of its own file
      sql: (match[2] ?? '')
        .replace(/\$\{(\w+)(?:\.join\([^)]*\))?\}/g, (_, name: string) => constantOf(text, name))
        .replace(/\s+/g, ' ')
        .trim(),
    }));
  });

/** The text of a constant, or of the list whose members are joined. */
function constantOf(text: string, name: string): string {
  const [, , value] = new RegExp(`const ${name} =\\s*(['"\`])([^]*?)\\1`).exec(text) ?? [];
  const [, list] = new RegExp(`const ${name} = \\[([^\\]]*)\\]`).exec(text) ?? [];
  return value ?? list ?? '';
}

const isRestricted = (sql: string) =>
  sql.startsWith('INSERT')
    ? sql.includes('sandbox_id')
    : /sandbox_id = (?:\$1|\w+\.sandbox_id)/.test(sql);

it('finds the statements of the stores', () => {
  expect(statements.length).toBeGreaterThan(20);
});

it('restricts every statement of a store to one sandbox', () => {
  const unrestricted = statements.filter(
    ({ sql }) => !isRestricted(sql) && !ACROSS.some((start) => sql.startsWith(start)),
  );
  expect(unrestricted).toEqual([]);
});
