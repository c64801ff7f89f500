import type { Instant } from '../../platform/clock.js';
import type { Finding } from '../../traces/index.js';
import type { Href } from './common.js';

export interface TraceRow {
  readonly href: Href;
  readonly at: Instant;
  /** The endpoint, by the library's name. */
  readonly route: string;
  readonly client?: string | undefined;
  readonly status: number;
  readonly error?: string | undefined;
  /** What was wrong, when it was refused. */
  readonly finding?: string | undefined;
}

/** Requests to the provider, newest first. */
export interface TracesModel {
  readonly home: Href;
  readonly traces: readonly TraceRow[];
}

/** One request, its answer, and what there is to say about it. */
export interface TraceModel {
  readonly list: Href;
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  readonly profile: string;
  readonly client?: string | undefined;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly status: number;
  readonly location?: string | undefined;
  readonly refused: boolean;
  /** Members of the answer, by name. */
  readonly answer: readonly { readonly name: string; readonly value: string }[];
  readonly findings: readonly (Finding & { readonly page: Href })[];
}
