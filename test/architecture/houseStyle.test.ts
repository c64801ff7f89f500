import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';

/** What breaks the style: [a sentence, the file it would stand in, its text, the rule that speaks up or none]. */
const samples: readonly (readonly [string, string, string, string | undefined])[] = [
  [
    'refuses to read the environment in a room',
    'src/web/render.ts',
    "export const home = process.env['HOME'];\n",
    'no-restricted-syntax',
  ],
  [
    'lets platform/config read the environment',
    'src/platform/config/environment.ts',
    "export const home = process.env['HOME'];\n",
    undefined,
  ],
  ['refuses default exports', 'src/web/render.ts', 'export default 1;\n', 'no-restricted-syntax'],
  [
    'refuses classes that no library demands',
    'src/web/render.ts',
    'export class Box { size(): number { return 1; } }\n',
    'no-restricted-syntax',
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
    'max-lines-per-function',
  ],
  ['refuses the console', 'src/web/render.ts', "console.log('x');\n", 'no-console'],
];

/** Runs the linter's untyped rules over all samples in a process of its own; answers the rules that spoke, per sample. */
function lint(): (string | null)[][] {
  const script = `
    import { ESLint } from 'eslint';
    import tseslint from 'typescript-eslint';
    const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
    const said = [];
    for (const [, filePath, text] of JSON.parse(process.argv[1])) {
      const [{ messages }] = await eslint.lintText(text, { filePath });
      said.push(messages.map(({ ruleId }) => ruleId));
    }
    process.stdout.write(JSON.stringify(said));`;
  const args = ['--input-type=module', '-e', script, JSON.stringify(samples)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as (string | null)[][];
}

describe('the house style', () => {
  const said = lint();

  it.each(samples.map(([sentence, , , rule], index) => [sentence, index, rule] as const))(
    '%s',
    (_sentence, index, rule) => {
      expect(said[index]).toEqual(rule === undefined ? [] : [rule]);
    },
  );
});
