import type { Clock } from '../platform/clock.js';
import { createChange, createMove } from './changeAccount.js';
import { createConfirmByCode, createConfirmByLink, createResend } from './confirmAddress.js';
import type { AccountStore, ConfirmationStore, Registry } from './ports.js';
import { createRegister } from './register.js';

export type Accounts = ReturnType<typeof createAccounts>;

/** The verbs on subscriber accounts. Looking up goes straight to the store. */
export function createAccounts(ports: {
  readonly store: AccountStore;
  readonly registry: Registry;
  readonly confirmations: ConfirmationStore;
  readonly clock: Clock;
}) {
  const { store } = ports;
  return {
    get: store.get,
    find: store.find,
    list: store.list,
    findByAttribute: store.findByAttribute,
    register: createRegister(ports),
    confirmByCode: createConfirmByCode(ports),
    confirmByLink: createConfirmByLink(ports),
    resendConfirmation: createResend(ports),
    change: createChange(store),
    suspend: createMove(store, 'suspend'),
    restore: createMove(store, 'restore'),
    close: createMove(store, 'close'),
    lock: createMove(store, 'lock'),
    unlock: createMove(store, 'unlock'),
    hold: createMove(store, 'hold'),
    release: createMove(store, 'release'),
    reportFraud: createMove(store, 'report_fraud'),
    reportDeath: createMove(store, 'report_death'),
  };
}
