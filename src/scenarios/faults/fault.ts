import type { Instant } from '../../platform/clock.js';
import type { FaultEffect, FaultPlace } from './effect.js';
import { isPreset, PRESETS, type PresetName } from './presets.js';

export const FAULT_MATCH_MEMBERS = ['client_id', 'person', 'tag'] as const;
/** Whom a fault is for: every member given must agree. `person` is an account's id. */
export type FaultMatch = Readonly<
  Partial<Record<(typeof FAULT_MATCH_MEMBERS)[number], string | undefined>>
>;

/** A fault as it is posted; a preset is a kind that brings its members, and its place, along. */
export type FaultRequest = {
  readonly match?: FaultMatch | undefined;
  readonly at?: FaultPlace | undefined;
  /** How often it acts; without end unless said. */
  readonly times?: number | undefined;
} & (FaultEffect | { readonly kind: PresetName });

export interface Fault {
  readonly id: string;
  readonly at: FaultPlace;
  readonly request: FaultRequest;
  readonly createdAt: Instant;
  readonly used: number;
  readonly lastUsedAt?: Instant | undefined;
}

/** A fault that may act, with what it does in full. */
export interface ActingFault extends Fault {
  readonly effect: FaultEffect;
}

/** What a place knows of whom it deals with. */
export interface FaultContext {
  readonly client?: string | undefined;
  /** The account's id. */
  readonly account?: string | undefined;
  readonly tag?: string | undefined;
}

/** What goes wrong, in full. */
export const effectIn = (request: FaultRequest): FaultEffect =>
  isPreset(request.kind) ? PRESETS[request.kind].effect : (request as FaultEffect);

/** Whether every member of a match agrees. A match without members is for everybody. */
export function concerns({ match = {} }: FaultRequest, context: FaultContext): boolean {
  const { client_id, person, tag } = match;
  return (
    (client_id === undefined || client_id === context.client) &&
    (person === undefined || person === context.account) &&
    (tag === undefined || tag === context.tag)
  );
}

export const isUsedUp = ({ request: { times }, used }: Fault): boolean =>
  times !== undefined && used >= times;
