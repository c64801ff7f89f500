import type { Context } from 'koa';
import { placeOf, type RequestState } from '../requestState.js';
import { topicForMessage } from './topicFor.js';

/** The answer of the help centre to a refusal, by the key of its text; undefined where there is nothing special to say. */
export function helpFor(ctx: Context, message: unknown): string | undefined {
  const topic = topicForMessage(message);
  const prefix = (ctx.state as Partial<RequestState>).place ? placeOf(ctx).prefix : '';
  return topic && `${prefix}/help/${topic}`;
}
