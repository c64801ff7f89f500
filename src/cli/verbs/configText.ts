import { stringify } from 'yaml';
import { SETTINGS, type Setting } from '../../platform/config/index.js';

/** What the default sandbox begins with: an organisation, its application and somebody to sign in. */
const SEED = {
  partners: [{ id: 'acme', name: 'Acme Benefits' }],
  clients: [
    {
      client_id: 'acme-web',
      client_name: 'Acme Benefits online',
      client_secret: 'a-secret-for-tests-alone',
      partner: 'acme',
      redirect_uris: ['http://localhost:3000/callback'],
    },
  ],
  people: [
    {
      ...{ id: 'robin', given_name: 'Robin', family_name: 'Example', email: 'robin@example.com' },
      ...{ password: 'four quiet herons', ial: 2, authenticators: ['password', 'totp'] },
    },
  ],
} as const;

/** What is not there unless somebody wants it. */
const MORE = {
  outcomes: [
    {
      ...{ id: 'robin-blurred', match: { person: 'robin' }, step: 'document' },
      results: ['document.image_blurred', 'pass'],
    },
  ],
  webhooks: [{ id: 'acme-events', url: 'http://localhost:3000/webhooks/standin' }],
} as const;

const ABOUT: Readonly<Record<string, string>> = {
  partners: 'Organisations that ask who somebody is.',
  clients:
    'Applications that send people here: RFC 7591 metadata, and whose they are. A word in place of the list (ask, adopt, refuse) says what becomes of a client that nobody registered; beside the list it is STANDIN_CLIENTS.',
  people: 'People who have an account; ial 2 is verified. What is not given is invented.',
  outcomes: 'What the next submissions of a verification come to, one entry each.',
  webhooks: 'Endpoints that are told what happens.',
};

/** The file as YAML: every setting with what it is, its variable and its default, nothing of it in force. */
export const configYaml = (schema: string): string =>
  [
    `# yaml-language-server: $schema=${schema}`,
    '',
    '# Configuration of Standin. Flags and environment variables count over this file; standin start --check-config',
    '# prints every value with where it came from. Secrets belong into the environment: each variable is also',
    '# understood as <NAME>_FILE, the name of a file that holds it.',
    '',
    ...Object.values(SETTINGS as Readonly<Record<string, Setting<unknown>>>)
      .filter(({ key, secret }) => secret !== true && !(key in SEED))
      .flatMap(asComment),
    '# What the default sandbox begins with. The same item at the next start is left as it is.',
    '',
    ...Object.entries(SEED).map(([name, items]) => section(name, items)),
    ...Object.entries(MORE).map(([name, items]) => commented(section(name, items))),
  ].join('\n');

const asComment = ({ key, env, fallback, about, schema }: Setting<unknown>): readonly string[] => {
  const words = (schema['enum'] as readonly unknown[] | undefined)?.filter(
    (word) => typeof word === 'string',
  );
  const choice = words ? ` One of: ${words.join(', ')}.` : '';
  const value = EXAMPLES[key] ?? String(fallback);
  return [...comment(`${about}${choice} (${env[0] ?? ''})`), `# ${key}: ${value}`, ''];
};

/** Values of settings that have no default to show. */
const EXAMPLES: Readonly<Record<string, string>> = {
  irs_port: '4546',
  public_url: 'https://standin.example.com',
  irs_public_url: 'https://irs.example.com',
  internal_urls: '[http://standin:4545]',
};

const LINE = /(?=\S).{1,98}(?=\s|$)/g;
const comment = (text: string): readonly string[] =>
  (text.match(LINE) ?? []).map((line) => `# ${line}`);

const section = (name: string, items: readonly unknown[]): string =>
  `${comment(ABOUT[name] ?? '').join('\n')}\n${stringify({ [name]: items })}`;

const commented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('#') ? line : `# ${line}`))
    .concat('')
    .join('\n');

/** The file as JSON, which has no comments: the seed alone. */
export const configJson = (schema: string): string =>
  `${JSON.stringify({ $schema: schema, ...SEED }, null, 2)}\n`;
