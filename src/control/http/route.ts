import type { Context } from 'koa';
import type { z } from 'zod';
import type { SandboxId } from '../../platform/ids.js';
import type { Caller } from '../access/roles.js';
import type { Place } from './place.js';
import type { Reply } from './reply.js';

/** A request whose parts have passed their schemas. */
export interface Call<Query = unknown, Body = unknown> {
  readonly ctx: Context;
  readonly place: Place;
  readonly sandbox: SandboxId;
  readonly caller: Caller;
  /** The part of the path that a `:name` stands for. */
  param(name: string): string;
  readonly query: Query;
  readonly body: Body;
}

export interface ReplyDescription {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` unless said. */
  readonly type?: string;
}

/** One operation: what it is called, what it takes and answers, and what it does. The description is made from it. */
export interface Route<Query = unknown, Body = unknown> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/control/v1`; `:name` stands for a part, `{name}` groups are the router's. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** What the body may have at most; a megabyte unless said. */
  readonly mostBytes?: number;
  /** Read by the handler itself: described, not validated. */
  readonly upload?: z.ZodType;
  /** A body that the schema accepts. */
  readonly example?: unknown;
  readonly replies: Readonly<Record<number, ReplyDescription>>;
  readonly handle: (call: Call<Query, Body>) => Promise<Reply> | Reply;
}

/** Fixes the types of a route from its schemas; a table holds routes of every kind. */
export const route = <Query, Body>(one: Route<Query, Body>): Route => one as unknown as Route;
