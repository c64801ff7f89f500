import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_PATTERNS, EVENT_TYPES, matchesPattern } from '../../src/signals/index.js';

const SRC = join(process.cwd(), 'src');
/** Words of the same form: tasks, reasons, kinds of checks, files. */
const NO_EVENTS = [
  ...['message.send', 'message.relay', 'webhook.deliver', 'security_event.push'],
  ...['account.address_unconfirmed', 'account.first_factor_missing'],
  ...['account.second_factor_missing', 'key.pem'],
];

const named = (): readonly string[] => {
  const areas = [...new Set(Object.keys(EVENT_TYPES).map((type) => type.split('.')[0]))];
  const word = new RegExp(
    `'((?:${areas.filter((area) => area !== 'proofing').join('|')})\\.[a-z_]+)'`,
    'g',
  );
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('signals'))
    .flatMap((file) => [...readFileSync(join(SRC, file), 'utf8').matchAll(word)])
    .map(([, type]) => type ?? '');
};

describe('the types of events', () => {
  it('are all listed: an event that is not could not be asked for', () => {
    const unlisted = named().filter((type) => !(type in EVENT_TYPES) && !NO_EVENTS.includes(type));
    expect([...new Set(unlisted)]).toEqual([]);
  });

  it('are matched by their name, their area or everything', () => {
    expect(EVENT_PATTERNS).toEqual(expect.arrayContaining(['*', 'account.*', 'account.closed']));
    const matching = ['*', 'account.*', 'account.closed', 'client.*', 'account.created'].filter(
      (pattern) => matchesPattern(pattern, 'account.closed'),
    );
    expect(matching).toEqual(['*', 'account.*', 'account.closed']);
  });
});
