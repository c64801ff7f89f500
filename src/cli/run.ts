import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { OK, USAGE } from './exitCodes.js';
import { FOLDERS } from './folders.js';
import type { Ended } from './verb.js';
import { VERBS } from './verbs.js';

/** Runs the command line and answers the exit code; a verb that keeps running answers when it ends. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = OK;
  const program = base();
  const word = argv[2] === 'help' ? argv[3] : argv[2];
  if (word === '--version') return printVersion();
  await addVerbs(program, word, (ended) => (code = ended));
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
    throw error;
  }
}

const base = (): Command =>
  new Command('standin')
    .description(
      'A self-hosted identity-proofing provider for testing. Not affiliated with ID.me, Login.gov or the IRS.',
    )
    .option('--version', 'print the version')
    .enablePositionalOptions()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error:/, 'standin:')),
    })
    .exitOverride();

function printVersion(): number {
  const { version } = JSON.parse(readFileSync(FOLDERS.manifest, 'utf8')) as { version: string };
  process.stdout.write(`${version}\n`);
  return OK;
}

/** The verb that is asked for, whole; of the others no more than their line in the help, since loading them takes time. */
async function addVerbs(program: Command, word: string | undefined, ended: Ended): Promise<void> {
  for (const [name, { summary, load }] of Object.entries(VERBS)) {
    const command =
      name === word ? (await load())(ended, summary) : new Command(name).description(summary);
    program.addCommand(command);
  }
  settle(program);
}

/** Verbs that were made by themselves take over the program's ways; a mistake is answered with what is known there. */
function settle(parent: Command, path = parent.name()): void {
  const verbs = parent.commands.map((command) => command.name()).join(' ');
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    settle(command, `${path} ${command.name()}`);
  }
  const known = verbs === '' ? '' : `known: ${verbs}; `;
  parent.showHelpAfterError(`(${known}${path} --help tells more)`);
}
