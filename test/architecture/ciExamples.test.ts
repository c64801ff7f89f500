import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VERBS } from '../../src/cli/verbs.js';
import { SETTINGS } from '../../src/platform/config/settings.js';

interface Step {
  readonly run?: string;
}
type Environment = Readonly<Record<string, string>>;

const read = (name: string) => readFileSync(join(process.cwd(), 'examples', name), 'utf8');
const github = parse(read('ci/github-actions.yml')) as {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly services?: Readonly<Record<string, { readonly env: Environment }>>;
        readonly steps: readonly Step[];
      }
    >
  >;
};
const gitlab = parse(read('ci/gitlab-ci.yml')) as Readonly<
  Record<string, { readonly script: readonly string[]; readonly variables?: Environment }>
>;

/** What tests find a server by (contract section 1). */
const FOR_TESTS = ['STANDIN_URL', 'STANDIN_TOKEN', 'STANDIN_SANDBOX'];
const KNOWN: readonly string[] = [
  ...Object.values(SETTINGS).flatMap(({ env }): readonly string[] => env),
  ...FOR_TESTS,
];

const verbsIn = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => [...line.matchAll(/npx standin (\S+)/g)].map(([, verb = '']) => verb));

describe('examples for continuous integration', () => {
  it('run verbs that there are', () => {
    const ofGithub = Object.values(github.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run = '' }) => run),
    );
    const ofGitlab = Object.values(gitlab).flatMap(({ script }) => script);
    for (const lines of [ofGithub, ofGitlab, [read('devcontainer/standin.sh')]]) {
      const verbs = verbsIn(lines);
      expect(verbs).not.toEqual([]);
      expect(verbs.filter((verb) => !(verb in VERBS))).toEqual([]);
    }
  });

  it('set only what the configuration or a test reads', () => {
    const services = Object.values(github.jobs).flatMap(({ services: own = {} }) =>
      Object.values(own).map(({ env }) => env),
    );
    const variables = Object.values(gitlab).flatMap(({ variables: own }) => (own ? [own] : []));
    const [...ofCodespaces] = read('devcontainer/standin.sh').matchAll(/\b(STANDIN_\w+)=/g);
    const names = [...services, ...variables]
      .flatMap((env) => Object.keys(env))
      .concat(ofCodespaces.map(([, name = '']) => name));
    expect(names).toContain('STANDIN_IRS_PUBLIC_URL');
    expect(names).toContain('STANDIN_PUBLIC_URL');
    expect(names.filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  it('forward the ports of provider and simulated IRS', () => {
    const { forwardPorts } = JSON.parse(read('devcontainer/devcontainer.json')) as {
      readonly forwardPorts: readonly number[];
    };
    expect(forwardPorts).toEqual([SETTINGS.port.fallback, SETTINGS.port.fallback + 1]);
  });
});
