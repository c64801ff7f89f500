import { SETTINGS, type SettingName } from '../../../src/platform/config/settings.js';
import { code, codes, page, table } from './table.js';

const LEAD = `Flags over environment over file over defaults. The file is \`standin.config.yaml\` (or \`.json\`) where the server is started,
or what \`STANDIN_CONFIG\` names, or the text in \`STANDIN_CONFIG_INLINE\`. \`npx standin start --check-config\` prints every value with
where it came from. All faults are printed at once, and nothing starts.`;

const MEANINGS: Readonly<Record<SettingName, string>> = {
  port: 'Port of the provider; 0 takes a free one.',
  irsPort: 'Port of the simulated IRS; the next one unless said.',
  host: 'Address to listen on; `localhost` is loopback alone.',
  workers: 'Processes behind the one port; more than one on PostgreSQL alone.',
  data: 'Folder of the embedded database and of what the server writes about itself.',
  databaseUrl: 'PostgreSQL instead of the embedded database.',
  smtpUrl: 'Where mail is sent besides the inbox.',
  logLevel: 'What is logged.',
  publicUrl: 'Address by which browsers reach the server, and that tokens name.',
  internalUrls: 'Further addresses, with commas, by which back channels reach it.',
  secret:
    'Key that seals personal data and signs cookies; made at the first start of an embedded database.',
  controlToken: 'Token of the control API beyond loopback; made and printed once unless set.',
  clients:
    'What happens to a client that nobody registered; `ask` on loopback, `refuse` elsewhere.',
  records:
    '`open`: the simulated records know whoever asks, unless a persona is named; `strict`: only people of records.',
  magicValues: 'Whose magic values and payload documents act.',
  piiGuard: 'Refuses pictures of real documents at upload.',
  liveCamera: 'Offers the camera besides files.',
  gate: 'User and password that people’s pages ask for.',
  testerBar: "Testers' short cuts on people's pages.",
  trustProxy: 'Whether a proxy says by which host and from where a request came.',
};

/** Every setting with its names, its default and what it may be. */
export function configuration(): string {
  const rows = Object.entries(SETTINGS).map(([name, { key, env, fallback, parse, ...more }]) => [
    code(key),
    codes('secret' in more ? [...env, ...env.map((one) => `${one}_FILE`)] : env),
    fallbackOf(fallback),
    [MEANINGS[name as SettingName], bounds(parse(''))].filter(Boolean).join(' '),
  ]);
  return page(
    'Configuration',
    LEAD,
    table(['In the file', 'In the environment', 'Default', 'Means'], rows),
    '## What the file seeds',
    'Besides settings, the file may list `partners`, `clients`, `people`, `outcomes` and `webhooks`, each with an `id` (a client: `client_id`), as the control API takes them. They are made at the start, and again after a reset. A running server takes the same by `npx standin apply -f FILE`.',
  );
}

const fallbackOf = (fallback: unknown): string =>
  fallback === '' || fallback === -1 || (Array.isArray(fallback) && fallback.length === 0)
    ? ''
    : code(String(fallback));

/** What the setting's own refusal says of the values that there are. */
const bounds = (refusal: { readonly ok: boolean; readonly reason?: unknown }): string => {
  const reason = typeof refusal.reason === 'string' ? refusal.reason : '';
  return /^must be (one of|a whole|a URL)/.test(reason)
    ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
    : '';
};
