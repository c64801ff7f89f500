import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** JSON lines on stderr: stdout belongs to the ready line. Names of members that could hold secrets are censored. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'password',
          'secret',
          'token',
          'code',
          'cookie',
          'authorization',
          'ssn',
          'email',
        ].flatMap((name) => [name, `*.${name}`]),
        censor: '[censored]',
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
