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
  readonly parse: (text: string) => Result<T, string>;
}

const whole =
  (min: number, max: number) =>
  (text: string): Result<number, string> => {
    const value = Number(text);
    return /^\d{1,9}$/.test(text) && value >= min && value <= max
      ? ok(value)
      : refused(`must be a whole number from ${min} to ${max}`);
  };

const oneOf =
  <const T extends string>(...values: readonly T[]) =>
  (text: string): Result<T, string> =>
    (values as readonly string[]).includes(text)
      ? ok(text as T)
      : refused(`must be one of: ${values.join(', ')}`);

const text =
  (max: number) =>
  (value: string): Result<string, string> =>
    value.length > 0 && value.length <= max
      ? ok(value)
      : refused(`must have between 1 and ${max} characters`);

const url =
  (...protocols: readonly string[]) =>
  (value: string): Result<string, string> => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    return parsed && protocols.includes(parsed.protocol)
      ? ok(value.replace(/\/+$/, ''))
      : refused(
          `must be a URL that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`,
        );
  };

const list =
  (item: (value: string) => Result<string, string>) =>
  (value: string): Result<readonly string[], string> => {
    const items = value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    for (const part of items) {
      const parsed = item(part);
      if (!parsed.ok) return refused(`${part}: ${parsed.reason}`);
    }
    return ok(items.map((part) => part.replace(/\/+$/, '')));
  };

const secretKey = (value: string): Result<string, string> =>
  /^[A-Za-z0-9_-]{43}$/.test(value)
    ? ok(value)
    : refused('must be 32 random bytes in base64url (43 characters)');

/** RFC 7617 section 2: no colon in the user, no control characters. */
const userAndPassword = (value: string): Result<string, string> =>
  /^[^:\p{Cc}]{1,100}:[^\p{Cc}]{8,200}$/u.test(value)
    ? ok(value)
    : refused('must be user:password, with a password of 8 to 200 characters');

const onOff = oneOf('on', 'off');

/** A text that is not set is the empty string: `exactOptionalPropertyTypes` and one shape for every source. */
const UNSET = '';

const setting = <T>(
  key: string,
  env: readonly string[],
  fallback: T,
  parse: (value: string) => Result<T, string>,
  secret = false,
): Setting<T> => ({ key, env, fallback, parse, ...(secret ? { secret } : {}) });

/** Every setting, by the member of `Config` it fills (contract section 2). */
export const SETTINGS = {
  port: setting('port', ['PORT'], 4545, whole(0, 65535)),
  irsPort: setting('irs_port', ['STANDIN_IRS_PORT'], -1, whole(0, 65535)),
  host: setting('host', ['HOST'], 'localhost', text(255)),
  workers: setting('workers', ['STANDIN_WORKERS'], 1, whole(1, 64)),
  data: setting('data', ['STANDIN_DATA'], './data', text(1024)),
  databaseUrl: setting(
    'database_url',
    ['DATABASE_URL'],
    UNSET,
    url('postgres:', 'postgresql:'),
    true,
  ),
  smtpUrl: setting('smtp_url', ['SMTP_URL'], UNSET, url('smtp:', 'smtps:'), true),
  logLevel: setting(
    'log_level',
    ['LOG_LEVEL'],
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ),
  publicUrl: setting('public_url', ['STANDIN_PUBLIC_URL'], UNSET, url('http:', 'https:')),
  internalUrls: setting(
    'internal_urls',
    ['STANDIN_INTERNAL_URLS'],
    [] as readonly string[],
    list(url('http:', 'https:')),
  ),
  secret: setting('secret', ['STANDIN_SECRET'], UNSET, secretKey, true),
  controlToken: setting('control_token', ['STANDIN_CONTROL_TOKEN'], UNSET, text(512), true),
  clients: setting('clients', ['STANDIN_CLIENTS'], UNSET, oneOf('ask', 'adopt', 'refuse')),
  records: setting('records', ['STANDIN_RECORDS'], 'open', oneOf('open', 'strict')),
  magicValues: setting(
    'magic_values',
    ['STANDIN_MAGIC_VALUES'],
    'off',
    oneOf('off', 'idme', 'logingov'),
  ),
  piiGuard: setting('pii_guard', ['STANDIN_PII_GUARD'], 'on', onOff),
  liveCamera: setting('live_camera', ['STANDIN_LIVE_CAMERA'], 'on', onOff),
  gate: setting('gate', ['STANDIN_GATE'], UNSET, userAndPassword, true),
  testerBar: setting('tester_bar', ['STANDIN_TESTER_BAR'], 'on', onOff),
  trustProxy: setting('trust_proxy', ['STANDIN_TRUST_PROXY'], 'off', onOff),
} as const;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer T> ? T : never;
export type Settings = { readonly [K in SettingName]: ValueOf<(typeof SETTINGS)[K]> };

/** Reads the file that `<NAME>_FILE` points to; its last line break is not part of the value. */
export const readSecretFile = (path: string): string =>
  readFileSync(path, 'utf8').replace(/\r?\n$/, '');
