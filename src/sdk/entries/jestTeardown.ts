/** `standin/jest/teardown`: Jest's `globalTeardown`. */
export { tearDown as default } from '../jest/globalServer.js';
