import { SETTINGS } from '../../../src/platform/config/settings.js';
import { code, codes, page, table } from './table.js';

const LEAD = `Flags over environment over file over defaults. The file is \`standin.config.yaml\` (or \`.json\`) where the server is started,
or what \`STANDIN_CONFIG\` names, or the text in \`STANDIN_CONFIG_INLINE\`. \`npx standin start --check-config\` prints every value with
where it came from; \`npx standin init\` writes a file that explains itself. All faults are printed at once, and nothing starts.`;

/** Every setting with its names, its default and what it may be. */
export function configuration(): string {
  const rows = Object.values(SETTINGS).map(({ key, env, fallback, about, parse, ...more }) => [
    code(key),
    codes('secret' in more ? [...env, ...env.map((one) => `${one}_FILE`)] : env),
    fallbackOf(fallback),
    [about, bounds(parse(''))].filter(Boolean).join(' '),
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
