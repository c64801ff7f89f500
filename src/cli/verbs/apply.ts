import { readFileSync } from 'node:fs';
import {
  loadConfig,
  readConfigFile,
  SEED_SECTIONS,
  type Seed,
} from '../../platform/config/index.js';
import { request, segment, type Answer, type Failure } from '../api.js';
import { ask } from '../ask.js';
import { USAGE } from '../exitCodes.js';
import type { Server, ServerFlags } from '../findServer.js';
import { refuse } from '../print.js';
import { table } from '../table.js';
import { does, verb, withServer, type Verb } from '../verb.js';

interface Flags extends ServerFlags {
  readonly file: string;
}

/** `standin apply`: what a configuration file asks for, made or changed on a running server; twice is as once. */
export const applyVerb: Verb = (ended, summary) =>
  does(
    withServer(verb('apply', summary, 'standin apply -f standin.config.yaml')).requiredOption(
      '-f, --file <file>',
      'YAML or JSON with partners, clients, people and outcomes, each with an id (- for stdin)',
    ),
    ended,
    apply,
  );

async function apply({ file, ...flags }: Flags): Promise<number> {
  const seed = seedIn(file);
  if ('faults' in seed) {
    for (const fault of seed.faults) refuse(fault);
    return USAGE;
  }
  return ask<Applied>(
    flags,
    (server) => applyAll(server, seed.items),
    ({ items }) =>
      table(
        [
          ['section', ({ section }: Item) => section],
          ['id', ({ id }) => id],
          ['', ({ done }) => done],
        ],
        items,
      ),
  );
}

type Section = (typeof SEED_SECTIONS)[number];

interface Wanted {
  readonly section: Section;
  readonly index: number;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Item extends Pick<Wanted, 'section' | 'id'> {
  /** `in place`: made just now, or there before with the same body. */
  readonly done: 'in place' | 'changed';
}

interface Applied {
  readonly items: readonly Item[];
}

/** The items of the file in the order in which they build on each other, or all that is wrong with them before anybody is asked. */
function seedIn(file: string): { items: readonly Wanted[] } | { faults: readonly string[] } {
  const read = readConfigFile(file, file === '-' ? readFileSync(0, 'utf8') : undefined);
  if (!read.ok) return { faults: [`${file} ${read.reason}`] };
  const start = { ephemeral: true, irs: false, quiet: true, json: false };
  const loaded = loadConfig({ flags: {}, env: {}, file: read.value, start });
  if (!loaded.ok) return { faults: loaded.faults.map(({ key, reason }) => `${key} ${reason}`) };
  const items = itemsOf(loaded.value.config.seed);
  const nameless = items.filter(({ id }) => id === '');
  return nameless.length === 0
    ? { items }
    : { faults: nameless.map(({ section, index }) => `/${section}/${index} needs an id`) };
}

const itemsOf = (seed: Seed): readonly Wanted[] =>
  SEED_SECTIONS.flatMap((section) =>
    (seed[section] ?? []).map((item, index) => {
      const body = (typeof item === 'object' && item !== null ? item : {}) as Wanted['body'];
      const id = body[section === 'clients' ? 'client_id' : 'id'];
      return { section, index, body, id: typeof id === 'string' ? id : '' };
    }),
  );

/** Goes on after a refusal, so that every fault is told at once. */
async function applyAll(server: Server, wanted: readonly Wanted[]): Promise<Answer<Applied>> {
  const items: Item[] = [];
  const failures: Failure[] = [];
  for (const one of wanted) {
    const done = await applyOne(server, one);
    if (done.ok) items.push({ section: one.section, id: one.id, done: done.value });
    else if (done.kind === 'absent') return done;
    else failures.push(placed(done, one));
  }
  const [first] = failures;
  if (first === undefined) return { ok: true, value: { items } };
  const detail = `${failures.length} of ${wanted.length} were refused; the others are in place`;
  return { ...first, detail, errors: failures.flatMap(({ errors }) => errors) };
}

const TAKEN = 409;

async function applyOne(server: Server, one: Wanted): Promise<Answer<Item['done']>> {
  const made = await request(server, { method: 'POST', path: `/${one.section}`, body: one.body });
  if (made.ok) return { ok: true, value: 'in place' };
  if (made.status !== TAKEN) return made;
  const changed = await change(server, one);
  return changed.ok ? { ok: true, value: 'changed' } : changed;
}

/** A script cannot be changed under those who spend it: it is made anew. */
async function change(server: Server, { section, id, body }: Wanted): Promise<Answer<unknown>> {
  const path = `/${section}/${segment(id)}`;
  if (section !== 'outcomes') {
    const { id: _id, client_id: _clientId, ...members } = body;
    return asUnchangeable(await request(server, { method: 'PATCH', path, body: members }), id);
  }
  const gone = await request(server, { method: 'DELETE', path });
  return gone.ok ? request(server, { method: 'POST', path: `/${section}`, body }) : gone;
}

/** What may be said when a thing is made, and changing it does not know: creation had no objection to it. */
function asUnchangeable(answer: Answer<unknown>, id: string): Answer<unknown> {
  if (answer.ok) return answer;
  const errors = answer.errors.map((error) =>
    error.message === UNKNOWN
      ? { path: error.path, message: `cannot be changed; remove ${id} first, or take another id` }
      : error,
  );
  return { ...answer, errors };
}

const UNKNOWN = 'is not a known member';

/** The failure with paths as the file has them. */
function placed(failure: Failure, { section, index }: Wanted): Failure {
  const at = `/${section}/${index}`;
  const { errors, detail } = failure;
  const own = errors.length === 0 ? [{ path: '', message: detail }] : errors;
  return { ...failure, errors: own.map((error) => ({ ...error, path: at + error.path })) };
}
