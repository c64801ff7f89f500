import { createCarried } from '../platform/carried.js';
import type { SqlValue, Transaction } from './database.js';

/** Runs one statement on the connection that holds the transaction. */
export type Run = <R>(sql: string, params: readonly SqlValue[]) => Promise<R[]>;

interface State {
  open: boolean;
  failed: boolean;
  readonly hooks: (() => void)[];
}

/** Runs transactions and knows, wherever a call comes from, whether it is made inside of one. */
export interface Transactions {
  run<T>(run: Run, begin: string, fn: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Throws inside an open transaction: the caller meant `tx`. */
  assertOutside(): void;
}

export function createTransactions(): Transactions {
  const current = createCarried<State>();
  return {
    async run(run, begin, fn) {
      const state: State = { open: true, failed: false, hooks: [] };
      await run(begin, []);
      const value = await settle(run, state, () =>
        current.carry(state, () => fn(transactionOn(run, state))),
      );
      for (const hook of state.hooks) hook();
      return value;
    },
    assertOutside() {
      if (current.current()?.open)
        throw new Error('inside a transaction only its own tx may be used');
    },
  };
}

function transactionOn(run: Run, state: State): Transaction {
  return {
    async query<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
      if (!state.open) throw new Error('the transaction has ended');
      if (state.failed) throw new Error('an earlier statement of the transaction failed');
      try {
        return await run<R>(sql, params);
      } catch (error) {
        state.failed = true;
        throw error;
      }
    },
    afterCommit: (hook) => void state.hooks.push(hook),
  };
}

/** Commits or rolls back. PostgreSQL answers COMMIT after a failed statement with a silent rollback, so that is refused here. */
async function settle<T>(run: Run, state: State, work: () => Promise<T>): Promise<T> {
  try {
    const value = await work();
    if (state.failed) throw new Error('a failed statement was caught inside its transaction');
    state.open = false;
    await run('COMMIT', []);
    return value;
  } catch (error) {
    state.open = false;
    await run('ROLLBACK', []).catch(() => undefined); // the connection may be gone: the first error tells why
    throw error;
  }
}
