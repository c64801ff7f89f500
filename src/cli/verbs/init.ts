import { existsSync, writeFileSync } from 'node:fs';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import { OK, USAGE } from '../exitCodes.js';
import { FOLDERS } from '../folders.js';
import { invokedAs } from '../invokedAs.js';
import { refuse, say, sayJson } from '../print.js';
import { does, verb, type Verb } from '../verb.js';
import { configJson, configYaml } from './configText.js';

interface Flags {
  readonly force?: boolean;
  readonly json?: boolean;
}

const WRITERS: Readonly<Record<string, (schema: string) => string>> = {
  '.yaml': configYaml,
  '.yml': configYaml,
  '.json': configJson,
};

/** `standin init`: a configuration file that says of everything what it is, and by which editors complete and check it. */
export const initVerb: Verb = (ended, summary) =>
  does(
    verb('init [file]', summary, 'standin init && standin start')
      .option('--force', 'write over what is there')
      .option('--json', 'print JSON'),
    ended,
    init,
  );

function init(file = 'standin.config.yaml', { force, json }: Flags): Promise<number> {
  const write = WRITERS[extname(file)];
  if (!write) {
    refuse(`${file} must end in ${Object.keys(WRITERS).join(', ')}`);
    return Promise.resolve(USAGE);
  }
  if (existsSync(file) && !force)
    return Promise.resolve(refuse(`${file} is there already; --force writes over it`));
  const schema = schemaFrom(dirname(resolve(file)));
  try {
    writeFileSync(file, write(schema));
  } catch (error) {
    return Promise.resolve(
      refuse(`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? ''})`),
    );
  }
  if (json) sayJson({ file, schema });
  else say(`wrote ${file}; change what you need, then: ${invokedAs()} start`);
  return Promise.resolve(OK);
}

/** The schema as the file names it: relative where the package is below the folder, so that it means the same on every machine. */
function schemaFrom(folder: string): string {
  const path = relative(folder, FOLDERS.configSchema).split(sep).join('/');
  return path.startsWith('..') ? FOLDERS.configSchema : `./${path}`;
}
