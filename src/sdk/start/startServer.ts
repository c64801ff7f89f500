import { controlTokenFor } from '../../app/controlToken.js';
import { close, open, type Opened } from '../../app/opened.js';
import { createLogger } from '../../platform/logger.js';
import { configOf, type StartOptions } from './options.js';

export interface StartedServer {
  readonly baseUrl: string;
  readonly token: string | undefined;
  close(): Promise<void>;
}

/** A test that is over waits for nobody. */
const GRACE_MS = 200;

/** Starts the server in this process. Throws what keeps it from starting. */
export async function startServer(options: StartOptions): Promise<StartedServer> {
  const config = configOf(options);
  const token = controlTokenFor(config)?.token;
  const opened: Opened = {};
  try {
    const logger = createLogger(config.logLevel);
    const controlToken = token ?? '';
    const { baseUrl } = await open({ ...config, controlToken }, logger, opened);
    opened.app?.run();
    let closed: Promise<void> | undefined;
    return { baseUrl, token, close: () => (closed ??= close(opened, GRACE_MS)) };
  } catch (error) {
    await close(opened, 0).catch(() => undefined);
    throw error;
  }
}
