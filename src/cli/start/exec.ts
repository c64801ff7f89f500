import { spawn, type ChildProcess } from 'node:child_process';
import { controlTokenFor } from '../../app/controlToken.js';
import { close, open, type Opened } from '../../app/opened.js';
import { environment, type Config } from '../../platform/config/index.js';
import { createLogger } from '../../platform/logger.js';
import { refuse } from '../print.js';
import { does, verb, type Verb } from '../verb.js';
import type { ServerFacts } from './announce.js';
import { configFrom, printFaults, type SettingFlags } from './configFrom.js';
import { issuersOf } from './issuers.js';
import { whenLeftBehind } from './leftBehind.js';
import { sendWarningsTo } from './warnings.js';

/** `standin exec`: an ephemeral server for as long as a command runs; what the command writes is all that is written. */
export const execCommand: Verb = (ended, summary) =>
  does(
    verb('exec <command...>', summary, 'standin exec -- npx playwright test')
      .passThroughOptions()
      .option('--port <number>', 'port of the provider (default: a free one)')
      .option('--irs', 'with the simulated IRS')
      .option(
        '--config <file>',
        'configuration file (default standin.config.yaml, if there is one)',
      )
      .option('--json', 'print one line of JSON on stderr when the server is ready')
      .addHelpText('after', VARIABLES),
    ended,
    exec,
  );

const VARIABLES = `
The command finds in its environment: STANDIN_URL, STANDIN_ISSUER, STANDIN_ISSUER_<PROFILE>, and where they exist
STANDIN_TOKEN and STANDIN_IRS_URL.`;

async function exec(command: readonly string[], flags: SettingFlags): Promise<number> {
  const loaded = configFrom(
    { port: '0', ...flags, ephemeral: true, quiet: true, irs: flags.irs === true },
    ownEnvironment(),
  );
  if ('faults' in loaded) return printFaults(loaded.faults);
  return beside(loaded.config, command);
}

/** DATABASE_URL, PORT and HOST are here for the application under test, not for us. */
const ownEnvironment = () =>
  Object.fromEntries(Object.entries(environment()).filter(([name]) => name.startsWith('STANDIN_')));

async function beside(config: Config, command: readonly string[]): Promise<number> {
  const logger = createLogger('warn');
  sendWarningsTo(logger);
  const opened: Opened = {};
  try {
    const controlToken = controlTokenFor(config);
    const token = controlToken?.token ?? '';
    const facts = await open({ ...config, controlToken: token }, logger, opened);
    opened.app?.run();
    const variables = variablesOf({ ...facts, controlToken });
    if (config.json) process.stderr.write(`${JSON.stringify(variables)}\n`);
    return await runToEnd(command, variables);
  } catch (error) {
    const { refuseStart } = await import('./refuseStart.js');
    return await refuseStart(error, config);
  } finally {
    await close(opened, 0).catch(() => undefined);
  }
}

type Variables = Readonly<Record<string, string>>;

/** What the command's environment has beyond ours (contract section 1). */
function variablesOf({ baseUrl, irsUrl, controlToken }: ServerFacts): Variables {
  const issuers = Object.entries(issuersOf(baseUrl)).map(([profile, issuer]) => [
    `STANDIN_ISSUER_${profile.toUpperCase()}`,
    issuer,
  ]);
  return {
    STANDIN_URL: baseUrl,
    STANDIN_ISSUER: issuersOf(baseUrl)['standard'] ?? baseUrl,
    ...(Object.fromEntries(issuers) as Variables),
    ...(controlToken && { STANDIN_TOKEN: controlToken.token }),
    ...(irsUrl !== undefined && { STANDIN_IRS_URL: irsUrl }),
  };
}

/** As shells answer for a command that is not there. */
const NOT_FOUND = 127;
/** Shells add the number of the signal that ended a command. */
const BY_SIGNAL = 128;
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

function runToEnd([name = '', ...args]: readonly string[], added: Variables): Promise<number> {
  // A sandbox named for another server is not in this one.
  const { STANDIN_SANDBOX: _elsewhere, ...env } = environment();
  const child = spawn(name, args, {
    env: { ...env, ...added },
    stdio: 'inherit',
    shell: process.platform === 'win32', // npx is a script there
  });
  passSignalsTo(child);
  return new Promise((resolve) => {
    child.once('error', ({ message }) => {
      refuse(`${name} cannot be run (${message})`);
      resolve(NOT_FOUND);
    });
    child.once('close', (code, signal) =>
      resolve(code ?? BY_SIGNAL + (SIGNALS[signal ?? ''] ?? 0)),
    );
  });
}

/** A terminal sends its interrupt to the command, too: twice would be a demand to give up at once. */
function passSignalsTo(child: ChildProcess): void {
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  whenLeftBehind(() => child.kill('SIGTERM'));
}
