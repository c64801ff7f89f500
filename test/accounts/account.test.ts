import { describe, expect, it } from '@jest/globals';
import { ACCOUNT_STATES, move, newAccount, type AccountMove } from '../../src/accounts/index.js';

const account = newAccount(
  { email: ' Ana@Example.COM', attributes: { ssn: '900112233' } },
  'f'.repeat(32),
  5,
);

describe('a subscriber account', () => {
  it('is active unless said otherwise, under its normalised address', () => {
    expect(account).toMatchObject({
      state: 'active',
      email: 'ana@example.com',
      groups: [],
      createdAt: 5,
      version: 1,
    });
    expect(account.id).toMatch(/^per_/);
    expect(
      newAccount({ email: 'a@example.com', id: 'ana', state: 'unconfirmed' }, 'f', 0),
    ).toMatchObject({
      id: 'ana',
      state: 'unconfirmed',
    });
  });

  it.each([
    ['suspend', { active: 'suspended' }],
    ['restore', { suspended: 'active' }],
    ['close', { unconfirmed: 'closed', active: 'closed', suspended: 'closed' }],
  ] as const)(
    'can %s from the states of the table and from no other',
    (how: AccountMove, table) => {
      for (const state of ACCOUNT_STATES) {
        const to = (table as Partial<Record<string, string>>)[state];
        const moved = move({ ...account, state }, how);
        if (to === undefined)
          expect(moved).toEqual({ ok: false, reason: 'wrong_state', details: { state } });
        else expect(moved).toMatchObject({ ok: true, value: { state: to, id: account.id } });
      }
    },
  );

  it('forgets everything personal when it is closed', () => {
    expect(move(account, 'close')).toMatchObject({
      ok: true,
      value: { email: '', attributes: {} },
    });
  });
});
