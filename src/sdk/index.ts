/**
 * sdk: what the package `standin` gives to programs: the control API's client, a server in the caller's process, fixtures for
 * Playwright, set-up and matchers for Jest and Vitest.
 * Owns: how a server is found, how it is asked, the names of the API in TypeScript. `entries/` has one file per export of the
 * package.
 * Does not own: what the API can do (control); a line of the server: `start/` runs it as the command line does.
 */
export { findServer, type Server, type ServerAddress } from './findServer.js';
export { request, requestAll, segment, type Answer, type Call, type Failure } from './request.js';
