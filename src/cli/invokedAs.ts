import { environment } from '../platform/config/index.js';

/** How the program was called, so that a command which a sentence names can be typed: npx says in the environment that it did. */
export const invokedAs = (): string =>
  environment()['npm_lifecycle_event'] === 'npx' ? 'npx standin' : 'standin';
