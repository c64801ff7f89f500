import { Command } from 'commander';
import { refuse } from '../print.js';
import { does, type Verb } from '../verb.js';

/** A verb that is known and not built yet, whatever is asked of it, as the control API answers 501. */
export const notBuilt =
  (name: string): Verb =>
  (ended, summary) =>
    does(
      new Command(name)
        .description(summary)
        .argument('[words...]')
        .option('--json', 'print JSON')
        .allowUnknownOption()
        .addHelpText('after', `\nExample:\n  standin ${name} --help`),
      ended,
      () => Promise.resolve(refuse(`${name} is not built yet; standin --help lists what is`)),
    );
