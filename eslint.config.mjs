// House rules that a machine can hold: see ARCHITECTURE.md. Who may import whom is .dependency-cruiser.cjs's part.
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read by platform/config alone; take what you need as an argument.',
};
const CLASS = {
  selector: 'ClassDeclaration[superClass=null]',
  message: 'Rooms are made of factories and functions; a class only where a library demands one.',
};
const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: one name for a thing everywhere.',
};

const typed = {
  files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
  extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
  languageOptions: {
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  rules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    // A number or a flag in a message reads as itself; objects and undefined do not.
    '@typescript-eslint/restrict-template-expressions': [
      'error',
      { allowNumber: true, allowBoolean: true },
    ],
    '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
    '@typescript-eslint/no-confusing-void-expression': 'off',
    // The synchronous engine answers the same asynchronous ports as the others.
    '@typescript-eslint/require-await': 'off',
    // What factories return are functions, written as methods in its interface; none has a `this`.
    '@typescript-eslint/unbound-method': 'off',
    // Spreading a string by code points is what is meant.
    '@typescript-eslint/no-misused-spread': 'off',
    '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    // Barcodes are framed by control characters, and input is cleaned of them.
    'no-control-regex': 'off',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-console': 'error',
    'no-restricted-syntax': ['error', ENVIRONMENT, CLASS, DEFAULT_EXPORT],
    'prefer-const': 'error',
  },
};

/** Size is a smell, so the thresholds sit well above the house's usual and warn first for files. */
const sizes = {
  files: ['src/**/*.ts'],
  rules: {
    complexity: ['error', 18],
    'max-depth': ['error', 4],
    'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', 5],
  },
};

const environment = {
  files: ['src/platform/config/environment.ts'],
  rules: { 'no-restricted-syntax': ['error', CLASS, DEFAULT_EXPORT] },
};

/** Tests read what strangers would see: answers without types, values that must be there, methods of mocks. */
const tests = {
  files: ['test/**/*.ts', 'bench/**/*.ts'],
  rules: {
    '@typescript-eslint/no-explicit-any': 'off',
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/no-unsafe-argument': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/no-unsafe-call': 'off',
    '@typescript-eslint/no-unsafe-member-access': 'off',
    '@typescript-eslint/no-unsafe-return': 'off',
    'no-console': 'off',
    'no-restricted-syntax': ['error', CLASS, DEFAULT_EXPORT],
  },
};

/** Koa types what the next middleware answers as `any`; passing it on is how its middleware is written. */
const middleware = {
  files: ['src/{web,control,oidc,irs,app}/**/*.ts'],
  rules: { '@typescript-eslint/no-unsafe-return': 'off' },
};

/** Pixels and samples: an index inside the loop's bounds is always there, and a check per pixel would be paid for. */
const pixels = {
  files: ['src/engine/**/*.ts', 'src/press/**/*.ts'],
  rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
};

/** Jest calls the default export of a set-up file. */
const setUps = {
  files: ['src/sdk/entries/jest*.ts'],
  rules: { 'no-restricted-syntax': ['error', ENVIRONMENT, CLASS] },
};

const scripts = {
  files: ['**/*.{mjs,cjs}'],
  extends: [eslint.configs.recommended],
  languageOptions: { globals: nodeGlobals() },
};

/** Names that every Node.js program has; whatever this Node.js itself says. */
function nodeGlobals() {
  const names = [...Object.getOwnPropertyNames(globalThis), 'require', 'module', 'exports'];
  return Object.fromEntries(
    [...names, '__filename', '__dirname'].map((name) => [name, 'readonly']),
  );
}

export default defineConfig(
  { ignores: ['dist/', 'data/', 'coverage/', '.cache/', 'examples/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  typed,
  sizes,
  environment,
  tests,
  middleware,
  pixels,
  setUps,
  scripts,
  prettier,
);
