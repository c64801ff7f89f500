import { Command, InvalidArgumentError, Option } from 'commander';

/** Receives the exit code of the verb that ran. */
export type Ended = (code: number) => void;

/** Makes the command of a verb; `summary` is its line in the help. */
export type Verb = (ended: Ended, summary: string) => Command;

/** Verbs by name, in the order of the help. */
export type Verbs = Readonly<
  Record<
    string,
    {
      readonly summary: string;
      /** Loads the module that knows the rest; only the verb that is asked for is loaded. */
      readonly load: () => Promise<Verb>;
    }
  >
>;

/** What an action answers: its exit code. */
type Action = (...args: never[]) => Promise<number>;

/** One verb: name with its arguments (`get <id>`), what it does, and one example for its help. */
export const verb = (usage: string, summary: string, example: string): Command => {
  const [name, ...args] = usage.split(' ');
  const command = new Command(name).description(summary);
  for (const arg of args) command.argument(arg);
  return command.addHelpText('after', `\nExample:\n  ${example}`);
};

/** Verbs about one kind of thing, `standin person add` and its like. */
export const group = (name: string, summary: string, verbs: readonly Command[]): Command => {
  const command = new Command(name).description(summary);
  for (const one of verbs) command.addCommand(one);
  const [first] = verbs;
  return command.addHelpText(
    'after',
    `\nExample:\n  standin ${name} ${first?.name() ?? ''} --help`,
  );
};

/** Lets the action's answer be the program's exit code. */
export const does = (command: Command, ended: Ended, action: Action): Command =>
  command.action(async (...args: unknown[]) => ended(await action(...(args as never[]))));

/** Where the server is, and how the answer is printed: on every verb that asks a server. */
export const withServer = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the server (else STANDIN_URL, else ./data/server.json)')
    .option('--token <token>', 'token of its control API (else STANDIN_TOKEN)')
    .option('--sandbox <id>', 'sandbox to work in (else STANDIN_SANDBOX, else the default one)')
    .option('--json', 'print JSON');

export const choice = (flags: string, text: string, values: readonly string[]): Option =>
  new Option(flags, text).choices(values);

/** A repeatable, comma-separated list. */
export const listed = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])),
];

/** A whole number from `least` to `most`, for an option's parser. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^-?\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
