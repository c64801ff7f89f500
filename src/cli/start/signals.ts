import { whenLeftBehind } from './leftBehind.js';

/** Resolves at the first SIGINT or SIGTERM from now on, or when npm got one that it did not pass on. */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    onSignal(resolve);
    whenLeftBehind(resolve);
  });

export function onSignal(act: () => void): void {
  process.once('SIGINT', act);
  process.once('SIGTERM', act);
}
