import { readFileSync } from 'node:fs';
import { ok, refused, type Result } from '../result.js';

/** What a setting's text must be, and how it becomes a value. A refusal is a sentence for the person who wrote it. */
export interface Setting<T> {
  /** Name in the configuration file and, in camelCase, of the member; the flag is the same in kebab-case. */
  readonly key: string;
  /** Environment variables, the first that is set counts; `<NAME>_FILE` names a file that holds the value. */
  readonly env: readonly string[];
  readonly fallback: T;
  readonly secret?: boolean;
  /** One sentence for the person who writes the configuration. */
  readonly about: string;
  /** What the value must be, for editors (JSON Schema 2020-12). */
  readonly schema: JsonSchema;
  readonly parse: (text: string) => Result<T, string>;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** What a value must be: how its text is judged, and the same for editors (JSON Schema 2020-12). */
interface Kind<T> {
  readonly parse: (text: string) => Result<T, string>;
  readonly schema: JsonSchema;
}

const whole = (min: number, max: number): Kind<number> => ({
  parse: (text) => {
    const value = Number(text);
    return /^\d{1,9}$/.test(text) && value >= min && value <= max
      ? ok(value)
      : refused(`must be a whole number from ${min} to ${max}`);
  },
  schema: { type: 'integer', minimum: min, maximum: max },
});

const oneOf = <const T extends string>(...values: readonly T[]): Kind<T> => ({
  parse: (text) =>
    (values as readonly string[]).includes(text)
      ? ok(text as T)
      : refused(`must be one of: ${values.join(', ')}`),
  schema: { enum: values },
});

const text = (max: number): Kind<string> => ({
  parse: (value) =>
    value.length > 0 && value.length <= max
      ? ok(value)
      : refused(`must have between 1 and ${max} characters`),
  schema: { type: 'string', minLength: 1, maxLength: max },
});

const url = (...protocols: readonly string[]): Kind<string> => ({
  parse: (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    return parsed && protocols.includes(parsed.protocol)
      ? ok(value.replace(/\/+$/, ''))
      : refused(
          `must be a URL that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`,
        );
  },
  schema: { type: 'string', pattern: `^(${protocols.join('|')})//` },
});

const list = (item: Kind<string>): Kind<readonly string[]> => ({
  parse: (value) => {
    const items = value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    for (const part of items) {
      const parsed = item.parse(part);
      if (!parsed.ok) return refused(`${part}: ${parsed.reason}`);
    }
    return ok(items.map((part) => part.replace(/\/+$/, '')));
  },
  schema: { type: 'array', items: item.schema },
});

const matching = (pattern: RegExp, rule: string): Kind<string> => ({
  parse: (value) => (pattern.test(value) ? ok(value) : refused(`must be ${rule}`)),
  schema: { type: 'string', pattern: pattern.source },
});

const secretKey = matching(/^[A-Za-z0-9_-]{43}$/, '32 random bytes in base64url (43 characters)');

/** RFC 7617 section 2: no colon in the user, no control characters. */
const userAndPassword = matching(
  /^[^:\p{Cc}]{1,100}:[^\p{Cc}]{8,200}$/u,
  'user:password, with a password of 8 to 200 characters',
);

/** YAML's own booleans are understood, too. */
const onOff: Kind<'on' | 'off'> = {
  ...oneOf('on', 'off'),
  schema: { enum: ['on', 'off', true, false] },
};

/** A text that is not set is the empty string: `exactOptionalPropertyTypes` and one shape for every source. */
const UNSET = '';

const setting = <T>(
  key: string,
  env: readonly string[],
  fallback: T,
  kind: Kind<T>,
  about: string,
): Setting<T> => ({ key, env, fallback, about, ...kind });

const secret = (
  key: string,
  env: readonly string[],
  kind: Kind<string>,
  about: string,
): Setting<string> => ({ ...setting(key, env, UNSET, kind, about), secret: true });

/** Every setting, by the member of `Config` it fills (contract section 2). */
export const SETTINGS = {
  port: setting(
    'port',
    ['PORT'],
    4545,
    whole(0, 65535),
    'Port of the provider; 0 takes a free one.',
  ),
  irsPort: setting(
    'irs_port',
    ['STANDIN_IRS_PORT'],
    -1,
    whole(0, 65535),
    "Port of the simulated IRS; the one after the provider's unless said.",
  ),
  host: setting(
    'host',
    ['HOST'],
    'localhost',
    text(255),
    'Address to listen on; on any but loopback the control API asks for a token.',
  ),
  workers: setting(
    'workers',
    ['STANDIN_WORKERS'],
    1,
    whole(1, 64),
    'Processes that share the port; more than one need PostgreSQL.',
  ),
  data: setting('data', ['STANDIN_DATA'], './data', text(1024), 'Folder of the embedded database.'),
  databaseUrl: secret(
    'database_url',
    ['DATABASE_URL'],
    url('postgres:', 'postgresql:'),
    'PostgreSQL instead of the embedded database.',
  ),
  smtpUrl: secret(
    'smtp_url',
    ['SMTP_URL'],
    url('smtp:', 'smtps:'),
    'Where mail is sent besides the built-in inbox.',
  ),
  logLevel: setting(
    'log_level',
    ['LOG_LEVEL'],
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'The least that is logged.',
  ),
  publicUrl: setting(
    'public_url',
    ['STANDIN_PUBLIC_URL'],
    UNSET,
    url('http:', 'https:'),
    'Address by which browsers reach this server; the issuer begins with it.',
  ),
  irsPublicUrl: setting(
    'irs_public_url',
    ['STANDIN_IRS_PUBLIC_URL'],
    UNSET,
    url('http:', 'https:'),
    'Address by which browsers reach the simulated IRS; without it, a public_url of another machine offers no way there.',
  ),
  internalUrls: setting(
    'internal_urls',
    ['STANDIN_INTERNAL_URLS'],
    [] as readonly string[],
    list(url('http:', 'https:')),
    'Further addresses by which back channels reach it, such as the name of a container.',
  ),
  secret: secret(
    'secret',
    ['STANDIN_SECRET'],
    secretKey,
    'The deployment key, which seals personal data; required on PostgreSQL, else made on first start.',
  ),
  controlToken: secret(
    'control_token',
    ['STANDIN_CONTROL_TOKEN'],
    text(512),
    'Token of the control API; made and told once where one is needed and none is given.',
  ),
  clients: setting(
    'clients',
    ['STANDIN_CLIENTS'],
    UNSET,
    oneOf('ask', 'adopt', 'refuse'),
    'What becomes of a client that nobody registered: a page asks (on loopback unless said), it is registered silently, or it is refused. A list of clients registers them.',
  ),
  records: setting(
    'records',
    ['STANDIN_RECORDS'],
    'open',
    oneOf('open', 'strict'),
    'Whether people who are in no record are found in records all the same (open).',
  ),
  magicValues: setting(
    'magic_values',
    ['STANDIN_MAGIC_VALUES'],
    'off',
    oneOf('off', 'idme', 'logingov'),
    'Whose magic values and payload documents count for clients that do not say.',
  ),
  piiGuard: setting(
    'pii_guard',
    ['STANDIN_PII_GUARD'],
    'on',
    onOff,
    "Refuses what looks like a real person's data.",
  ),
  liveCamera: setting(
    'live_camera',
    ['STANDIN_LIVE_CAMERA'],
    'on',
    onOff,
    'Whether pages offer the camera besides files.',
  ),
  gate: secret(
    'gate',
    ['STANDIN_GATE'],
    userAndPassword,
    "user:password that people's pages ask for; required where public_url is public.",
  ),
  testerBar: setting(
    'tester_bar',
    ['STANDIN_TESTER_BAR'],
    'on',
    onOff,
    "Testers' short cuts on people's pages.",
  ),
  trustProxy: setting(
    'trust_proxy',
    ['STANDIN_TRUST_PROXY'],
    'off',
    onOff,
    'Whether the X-Forwarded headers of a proxy in front are believed.',
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer T> ? T : never;
export type Settings = { readonly [K in SettingName]: ValueOf<(typeof SETTINGS)[K]> };

/** Reads the file that `<NAME>_FILE` points to; its last line break is not part of the value. */
export const readSecretFile = (path: string): string =>
  readFileSync(path, 'utf8').replace(/\r?\n$/, '');
