import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What breaks the style: [a sentence, the file it would stand in, its text, the rule that speaks up or none]. */
const samples: readonly (readonly [string, string, string, string | undefined])[] = [
  [
    'refuses to read the environment in a room',
    'src/web/render.ts',
    "export const home = process.env['HOME'];\n",
    'node(no-process-env)',
  ],
  [
    'lets platform/config read the environment',
    'src/platform/config/environment.ts',
    "export const home = process.env['HOME'];\n",
    undefined,
  ],
  [
    'refuses default exports',
    'src/web/render.ts',
    'export default 1;\n',
    'import(no-default-export)',
  ],
  [
    'refuses classes that no library demands',
    'src/web/render.ts',
    'export class Box { size(): number { return 1; } }\n',
    'house(no-own-class)',
  ],
  [
    'lets an error of a library be extended',
    'src/oidc/refusal.ts',
    "import { errors } from 'oidc-provider';\nexport class Refusal extends errors.InvalidGrant {}\n",
    undefined,
  ],
  [
    'refuses functions of more than sixty lines',
    'src/web/render.ts',
    `export function long(): void {\n${'act();\n'.repeat(61)}}\ndeclare function act(): void;\n`,
    'eslint(max-lines-per-function)',
  ],
  ['refuses the console', 'src/web/render.ts', "console.log('x');\n", 'eslint(no-console)'],
];

const root = join(import.meta.dirname, '../..');
const linter = join(root, 'node_modules/oxlint/bin/oxlint');

describe('the house style', () => {
  let project: string;
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'standin-style-'));
    cpSync(join(root, 'scripts/check'), join(project, 'scripts/check'), { recursive: true });
    const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
    const untyped = config.replace('"typeAware": true, "typeCheck": true', '"typeAware": false');
    writeFileSync(join(project, '.oxlintrc.json'), untyped);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  /** The rules that speak up when a project's only file is this one. */
  function lint(file: string, text: string): readonly string[] {
    rmSync(join(project, 'src'), { recursive: true, force: true });
    mkdirSync(join(project, dirname(file)), { recursive: true });
    writeFileSync(join(project, file), text);
    const args = [linter, '--format', 'json', file];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: project,
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    const said = JSON.parse(stdout) as { readonly diagnostics: readonly { code: string }[] };
    return said.diagnostics.map(({ code }) => code);
  }

  it.each(samples)('%s', (_sentence, file, text, rule) => {
    expect(lint(file, text)).toEqual(rule === undefined ? [] : [rule]);
  });
});
