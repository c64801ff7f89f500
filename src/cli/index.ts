/**
 * cli: the command `standin`. Each verb is a thin shell over the server (start) or over the control API (the others).
 * Owns: flags, help, exit codes (0 ok, 1 refused, 2 usage), what is printed for people and, with --json, for programs.
 * Does not own: any rule; a verb can do nothing that the API cannot.
 */
export { run } from './run.js';
