/** `standin`: talks to a running server, or runs one in this process. */
export * from './client.js';
export { startStandin } from '../startStandin.js';
