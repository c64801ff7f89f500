import type { Fault } from '../../scenarios/index.js';

/** The header of an answer that a fault has changed: the fault's id. */
export const FAULT_HEADER = 'Standin-Fault';

const noted = new WeakMap<object, Pick<Fault, 'id'> & { readonly kind: string }>();

/** Remembers, for the trace, that a fault acted on this exchange, and says so in the answer. */
export function noteFault(
  ctx: { set(name: string, value: string): void },
  { id, request }: Fault,
): void {
  noted.set(ctx, { id, kind: request.kind });
  ctx.set(FAULT_HEADER, id);
}

export const notedFault = (ctx: object) => noted.get(ctx);
