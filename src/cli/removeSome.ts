import type { Command } from 'commander';
import { segment } from './api.js';
import { askOnce } from './ask.js';
import type { ServerFlags } from './findServer.js';
import { verb, withServer } from './verb.js';

/** `remove [id]` of a thing (`fault`) whose resource is its plural: one, or with --all every one. */
export const removeUsage = (thing: string): Command =>
  withServer(verb('remove [id]', 'delete one, or --all', `standin ${thing} remove --all`)).option(
    '--all',
    'all of them',
  );

export const removeSome =
  (thing: string) =>
  async (
    id: string | undefined,
    { all, ...flags }: ServerFlags & { all?: boolean },
    command: Command,
  ): Promise<number> => {
    if ((id === undefined) === (all !== true))
      return command.error(`error: name one ${thing}, or give --all`, { exitCode: 2 });
    const path = id === undefined ? `/${thing}s` : `/${thing}s/${segment(id)}`;
    return askOnce(flags, { method: 'DELETE', path }, () => `removed ${id ?? `all ${thing}s`}`);
  };
