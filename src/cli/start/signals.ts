/** Resolves at the first SIGINT or SIGTERM from now on. */
export const stopSignal = (): Promise<void> => new Promise((resolve) => onSignal(() => resolve()));

export function onSignal(act: () => void): void {
  process.once('SIGINT', act);
  process.once('SIGTERM', act);
}
