import type { Command } from 'commander';
import { VERBS } from '../../../src/cli/verbs.js';
import { page } from './table.js';

const LEAD = `What \`npx standin <verb> --help\` says, in one place. Every verb that asks a server finds it by \`--url --token --sandbox\`,
else by \`STANDIN_URL STANDIN_TOKEN STANDIN_SANDBOX\`, else by \`./data/server.json\`, which a running server writes. Exit codes: 0 done,
1 refused, 2 wrong usage.`;

/** Every verb with its help, as the command line prints it. */
export async function commandLine(): Promise<string> {
  const verbs: string[] = [];
  for (const [name, { summary, load }] of Object.entries(VERBS)) {
    const command = (await load())(() => undefined, summary);
    verbs.push([`## ${name}`, ...helpOf(command, `standin ${name}`)].join('\n\n'));
  }
  return page('Command line', LEAD, ...verbs);
}

function helpOf(command: Command, path: string): readonly string[] {
  const own = ['```text', printed(command, path), '```'].join('\n');
  const below = command.commands.flatMap((verb) => [
    `### ${path.replace('standin ', '')} ${verb.name()}`,
    ...helpOf(verb, `${path} ${verb.name()}`),
  ]);
  return [own, ...below];
}

function printed(command: Command, path: string): string {
  let said = '';
  command.configureOutput({ writeOut: (text) => (said += text), getOutHelpWidth: () => 100 });
  command.configureHelp({ commandUsage: (one) => `${path} ${one.usage()}` });
  command.outputHelp();
  return said.trim();
}
