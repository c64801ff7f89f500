import type { Fault } from '../../scenarios/index.js';

/** The header of an answer that a fault has changed: the fault's id. */
export const FAULT_HEADER = 'Standin-Fault';

interface Noted {
  readonly id: string;
  readonly kind: string;
  readonly client: string | undefined;
}

const noted = new WeakMap<object, Noted>();

/** Remembers, for the trace, that a fault acted on this exchange, and says so in the answer. */
export function noteFault(
  ctx: { set(name: string, value: string): void },
  { id, request }: Fault,
  client: string | undefined,
): void {
  noted.set(ctx, { id, kind: request.kind, client });
  ctx.set(FAULT_HEADER, id);
}

export const notedFault = (ctx: object) => noted.get(ctx);
