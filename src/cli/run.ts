import { Command, CommanderError } from 'commander';
import { OK, USAGE } from './exitCodes.js';
import { startCommand } from './start/command.js';

/** Runs the command line and answers the exit code; a verb that keeps running answers when it ends. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = OK;
  const program = new Command('standin')
    .description(
      'A self-hosted identity-proofing provider for testing. Not affiliated with ID.me, Login.gov or the IRS.',
    )
    .showHelpAfterError('(standin --help lists the verbs)')
    .exitOverride();
  program.addCommand(startCommand((ended) => (code = ended)));
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE;
    throw error;
  }
}
