import { HOW_TO_INSTALL } from '../../engine/index.js';
import type { Bearer, Press } from '../../press/index.js';
import { SHOTS, wearNamed, wearsOf, type Pictured } from '../../press/index.js';
import { DOCUMENT_TYPES, sidesOf } from '../../proofing/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { invalid, notFound, problem } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import { route, type Call, type Route } from '../http/route.js';
import { pictureQuery } from '../schemas/people.js';

type BearerOf = (sandbox: SandboxId, id: string) => Promise<Bearer | undefined>;
type PictureCall = Call<{ readonly wear?: string | undefined }>;

const PICTURE = { description: 'The picture.', type: 'image/jpeg' };

/** Specimen documents and portraits of whoever `bearerOf` finds under `/<resource>/:id`. */
export function pictureRoutes(
  resource: 'people' | 'personas',
  press: Press,
  bearerOf: BearerOf,
): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: `/${resource}/:id/documents/:type/:side.:format`,
      summary: 'One side of a specimen document, worn as asked for',
      query: pictureQuery,
      replies: { 200: PICTURE },
      handle: (call) => documentPicture(call, press, bearerOf),
    }),
    route({
      method: 'GET',
      path: `/${resource}/:id/pictures/:shot`,
      summary: 'A picture of the person',
      query: pictureQuery,
      replies: { 200: PICTURE },
      handle: (call) => portrait(call, press, bearerOf),
    }),
  ];
}

async function documentPicture(
  { sandbox, param, query }: PictureCall,
  press: Press,
  bearerOf: BearerOf,
): Promise<Reply> {
  const type = DOCUMENT_TYPES.find((known) => known === param('type'));
  const side = type && sidesOf(type).find((known) => known === param('side'));
  const format = ({ png: 'png', jpg: 'jpeg' } as const)[param('format')];
  if (!type || !side || !format) return problem('not_found', `Documents are: ${SIDES}.`);
  const wear = wearOf(query.wear, type);
  if (wear === 'unknown') return unknownWear(type);
  const person = await bearerOf(sandbox, param('id'));
  if (!person) return notFound('person');
  if (!press.canMake(type, wear)) return cannotMake();
  const body = await press.renderDocument({ person, type, side, wear, format });
  return { status: 200, body, type: `image/${format}` };
}

async function portrait(
  { sandbox, param, query }: PictureCall,
  press: Press,
  bearerOf: BearerOf,
): Promise<Reply> {
  const shot = SHOTS.find((known) => known === param('shot').replace(/\.jpg$/, ''));
  if (!shot) return problem('not_found', `Pictures are: ${SHOTS.join(', ')}.`);
  const wear = wearOf(query.wear, 'selfie');
  if (wear === 'unknown') return unknownWear('selfie');
  const person = await bearerOf(sandbox, param('id'));
  if (!person) return notFound('person');
  if (!press.canMake('selfie', wear)) return cannotMake();
  const body = await press.pictureOf(person, shot, wear);
  return { status: 200, body, type: 'image/jpeg' };
}

const SIDES =
  DOCUMENT_TYPES.flatMap((type) => sidesOf(type).map((side) => `${type}/${side}`)).join(', ') +
  '; each as .jpg or .png';

const cannotMake = (): Reply =>
  problem('engine_absent', `It cannot draw pictures: ${HOW_TO_INSTALL}.`);

const wearOf = (word: string | undefined, what: Pictured) =>
  word === undefined ? undefined : (wearNamed(word, what)?.name ?? ('unknown' as const));

const unknownWear = (what: Pictured): Reply =>
  invalid(
    '/wear',
    `is nothing that a ${what} can have`,
    wearsOf(what).map(({ name }) => name),
  );
