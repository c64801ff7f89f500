import type { FaultContext, Faults } from '../scenarios/index.js';
import type { MishapOf } from '../signals/index.js';

/** Faults at `webhook`. What is held back once is not held back again. */
export const mishaps =
  (faults: Pick<Faults, 'take'>): MishapOf =>
  async (sandbox, { account, body, tries }) => {
    const context = { account, ...applicationIn(body) };
    const fault = await faults.take(
      sandbox,
      'webhook',
      context,
      ({ effect }) => effect.kind !== 'reorder' || tries === 0,
    );
    if (!fault) return undefined;
    const { effect, id } = fault;
    switch (effect.kind) {
      case 'delay':
      case 'status':
      case 'signature':
      case 'clock_skew':
        return { ...effect, fault: id };
      case 'drop':
      case 'reorder':
      case 'duplicate':
      case 'malformed':
      case 'hang_up':
        return { kind: effect.kind, fault: id };
      default:
        throw new Error(`${effect.kind} is no fault of deliveries`); // refused when it was made
    }
  };

/** Through whom it happened, and in which test: a notice says so. */
function applicationIn(body: string): FaultContext {
  const { data = {} } = JSON.parse(body) as {
    readonly data?: Readonly<Record<string, string | undefined>>;
  };
  return { client: data['client_id'], tag: data['tag'] };
}
