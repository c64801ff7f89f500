import { Argument } from 'commander';
import { OK } from '../exitCodes.js';
import { say, sayJson } from '../print.js';
import { does, verb, type Verb, type Verbs } from '../verb.js';
import { scriptFor, SHELLS, type Shell } from './scripts.js';
import { wordsOfEverything } from './words.js';

/** `standin completion`: made of the verbs themselves, so that it knows what they know. */
export const completionOf =
  (verbs: Verbs): Verb =>
  (ended, summary) =>
    does(
      verb(
        'completion',
        summary,
        'standin completion bash > ~/.local/share/bash-completion/completions/standin',
      )
        .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
        .option('--json', 'print the words as JSON'),
      ended,
      (shell: Shell, flags: Flags) => print(verbs, shell, flags),
    );

interface Flags {
  readonly json?: boolean;
}

async function print(verbs: Verbs, shell: Shell, { json }: Flags): Promise<number> {
  const words = await wordsOfEverything(verbs);
  if (json) sayJson(words);
  else say(scriptFor(shell, words));
  return OK;
}
