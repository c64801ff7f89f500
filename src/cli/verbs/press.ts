import type { Command } from 'commander';
import { HOW_TO_INSTALL } from '../../engine/index.js';
import { createPress, wearNamed, WEARS, type Wear } from '../../press/index.js';
import { DOCUMENT_TYPES, type DocumentType } from '../../proofing/index.js';
import { OK } from '../exitCodes.js';
import { FOLDERS } from '../folders.js';
import { refuse, say, sayJson } from '../print.js';
import { table } from '../table.js';
import { choice, does, verb, type Verb } from '../verb.js';

interface PressFlags {
  readonly persona?: string;
  readonly type?: DocumentType;
  readonly out?: string;
  readonly wear?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

/** `standin press`: specimen documents of a persona, written to a folder. Needs no server. */
export const pressVerb: Verb = (ended, summary) =>
  does(
    verb(
      'press',
      summary,
      'standin press --persona maria --type drivers_license --out pictures --wear blurred',
    )
      .option('--persona <id>', 'whose document (standin persona list)')
      .addOption(choice('--type <type>', 'which document', DOCUMENT_TYPES))
      .option('--out <dir>', 'the folder; made when it is missing')
      .option('--wear <wear>', 'what is wrong with the pictures (--list shows what there is)')
      .option('--list', 'list the wears, and what the engine says to each')
      .option('--json', 'print JSON'),
    ended,
    press,
  );

async function press(flags: PressFlags, command: Command): Promise<number> {
  if (flags.list) return list(flags);
  const { persona, type, out, wear = 'good' } = flags;
  const missing = Object.entries({ persona, type, out }).find(([, value]) => value === undefined);
  if (missing || persona === undefined || type === undefined || out === undefined)
    return misused(command, `--${missing?.[0] ?? ''} is missing`);
  const shop = createPress({ fixtures: FOLDERS.fixtures });
  const person = shop.personas.get(persona);
  const known = shop.personas.list().map(({ id }) => id);
  if (!person)
    return misused(command, `there is no persona ${persona}; known: ${known.join(', ')}`);
  const worn = wearNamed(wear);
  if (!worn) {
    const names = WEARS.map(({ name }) => name).join(', ');
    return misused(command, `there is no wear ${wear}; known: ${names}`);
  }
  if (!person.documents[type]) {
    const has = Object.keys(person.documents).join(', ');
    return refuse(
      `${persona} has no ${type}${has === '' ? ' and no other document' : `; has: ${has}`}`,
    );
  }
  if (!shop.canMake(type)) return refuse(`no picture can be drawn here: ${HOW_TO_INSTALL}`);
  return write(() => shop.pressToFolder({ person, type, out, wear: worn.name }), flags);
}

async function write(
  order: () => Promise<readonly string[]>,
  { json, out = '' }: PressFlags,
): Promise<number> {
  try {
    const files = await order();
    if (json) sayJson({ files });
    else say(files.join('\n'));
    return OK;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    return refuse(`the folder ${out} cannot be written (${code}); choose another with --out`);
  }
}

const misused = (command: Command, sentence: string): number =>
  command.error(`error: ${sentence}`, { exitCode: 2 });

function list({ json }: PressFlags): number {
  if (json) sayJson({ items: WEARS });
  else
    say(
      table(
        [
          ['wear', ({ name }: Wear) => name],
          ['on', ({ on }) => on],
          ['the engine says', ({ expects }) => expects],
          ['what it is', ({ sentence }) => sentence],
        ],
        WEARS,
      ),
    );
  return OK;
}
