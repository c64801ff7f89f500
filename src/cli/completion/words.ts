import type { Command } from 'commander';
import type { Verbs } from '../verb.js';

/** Verbs and flags that may follow, by the verbs before them: `''`, `person`, `person add`. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** The words of every verb; loads all of them. */
export async function wordsOfEverything(verbs: Verbs): Promise<Words> {
  const words: Record<string, readonly string[]> = { '': [...Object.keys(verbs), 'help'] };
  for (const [name, { summary, load }] of Object.entries(verbs))
    Object.assign(
      words,
      wordsOf(
        name,
        (await load())(() => undefined, summary),
      ),
    );
  return words;
}

function wordsOf(path: string, command: Command): Words {
  const flags = command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []));
  const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const verbs = command.commands.map((verb) => verb.name());
  const below = command.commands.map((verb) => wordsOf(`${path} ${verb.name()}`, verb));
  return Object.assign({ [path]: [...verbs, ...choices, ...flags, '--help'] }, ...below) as Words;
}
