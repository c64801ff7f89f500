import type { Ask } from '../ask.js';
import type { ControlToken, TokenRequest } from '../types.js';
import { kept, listed, made, type Kept, type Listed, type Made } from './resource.js';

/** Tokens of the control API; what is told once is in the answer of `create`. */
export interface Tokens
  extends Listed<ControlToken>, Made<ControlToken, TokenRequest>, Pick<Kept<never>, 'remove'> {}

const PATH = '/tokens';

export const createTokens = (ask: Ask): Tokens => ({
  ...listed(ask, PATH),
  ...made(ask, PATH),
  remove: kept(ask, PATH).remove,
});
