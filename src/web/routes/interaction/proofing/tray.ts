import type { DocumentType } from '../../../../proofing/index.js';
import type { PictureTray } from '../../../pages/common.js';
import { isOperator, placeOf } from '../../../requestState.js';
import type { Belongings } from '../../tester/testerTools.js';
import type { Exchange } from '../exchange.js';
import type { ProofingPagesDeps } from './deps.js';

type What = DocumentType | 'selfie';

/** Ready-made pictures of the person's own document or face, for operators; each is sent by one press. */
export function trayOf(
  { tester }: ProofingPagesDeps,
  { ctx, signIn: { subscriber } }: Exchange,
  what: What,
): PictureTray | undefined {
  if (!tester || !subscriber || !isOperator(ctx)) return undefined;
  const person = `${placeOf(ctx).prefix}/control/v1/people/${subscriber.id}`;
  const picture = what === 'selfie' ? 'pictures/selfie' : `documents/${what}/front.jpg`;
  const items = tester.wearsOf(what).map((wear) => ({
    ...{ value: wear, wear, picture: `${person}/${picture}?wear=${wear}` },
  }));
  return items.length === 0 ? undefined : { items };
}

/** What was taken from the tray: the wear, and whose it is; undefined when the person's own pictures were sent. */
export async function specimenIn(
  { tester }: ProofingPagesDeps,
  { ctx, form, signIn: { subscriber } }: Exchange,
  what: What,
): Promise<{ readonly wear: string; readonly of: Belongings } | undefined> {
  const wear = form.get('specimen', 60);
  if (!tester || !subscriber || !isOperator(ctx) || !tester.wearsOf(what).includes(wear))
    return undefined;
  const of = await tester.belongingsOf(placeOf(ctx).id, subscriber.id);
  return of && { wear, of };
}
