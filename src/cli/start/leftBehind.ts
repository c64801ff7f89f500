import { environment } from '../../platform/config/index.js';

/** A script that puts us in the background (`&`, but neither `&&` nor `2>&1`) wants us to go on. */
const IN_BACKGROUND = /(?<![&>])&(?![&>])/;
const CALLS_US = /\bstandin\b/;
const LOOK_EVERY_MS = 250;

/**
 * npm runs scripts, and npx what it is asked for, by a shell, and passes signals on to that shell alone: it ends, and what it ran
 * is left behind with the port. Acts once when that has happened to us. (Windows knows no other parent: there nothing is noticed.)
 */
export function whenLeftBehind(act: () => void): void {
  const script = environment()['npm_lifecycle_script'] ?? '';
  if (!CALLS_US.test(script) || IN_BACKGROUND.test(script)) return;
  const shell = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    act();
  }, LOOK_EVERY_MS).unref();
}
