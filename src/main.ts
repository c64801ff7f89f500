import { run } from './cli/index.js';
import type { startServer as StartServer } from './sdk/start/startServer.js';

/** A server in the process of a program that uses the package (src/sdk); loaded when one is started. */
export const startServer: typeof StartServer = async (options) =>
  (await import('./sdk/start/startServer.js')).startServer(options);

/** The command line. */
export function main(): void {
  // A reader that has seen enough (`| head`) closes the pipe: that is no fault of ours.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    process.exit(code === 'EPIPE' ? 0 : 1);
  });
  run(process.argv).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(
        `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = 1;
    },
  );
}
