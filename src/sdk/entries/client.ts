/** `standin/client`: talks to a running server, and needs nothing but Node.js. */
export { connect, type ConnectOptions } from '../connect.js';
export { ProblemError, StandinError } from '../errors.js';
export type * from '../resources/index.js';
export type { Resources, SignInWishes, Standin } from '../standin.js';
export type * from '../types.js';
