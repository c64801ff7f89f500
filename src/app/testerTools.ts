import { documentTypeOf } from '../control/index.js';
import type { Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import {
  PERSONA_PASSWORD,
  wearNamed,
  wearsOf,
  type Bearer,
  type WearName,
} from '../press/index.js';
import { sidesOf, type DocumentPictures, type DocumentType } from '../proofing/index.js';
import type { AskControl, TesterTools } from '../web/index.js';
import type { Domains } from './domains.js';

/** What the tray offers, in this order: rendering every wear there is would take a machine's breath away. */
const OFFERED: readonly WearName[] = [
  ...(['good', 'blurred', 'glared', 'dark', 'cropped', 'expired', 'someone_else'] as const),
  ...(['front_back_mismatch', 'barcode_damaged', 'mrz_broken', 'wrong_portrait'] as const),
  ...(['no_face', 'two_faces'] as const),
];

/** The people of the catalogue and whatever the press can print for anybody, at the hands of testers. */
export function testerTools(domains: Domains, askControl: AskControl, clock: Clock): TesterTools {
  const { press, people, messages, authenticators, proofing } = domains;
  return {
    ...{ messages, askControl, totp: authenticators.totp, password: PERSONA_PASSWORD },
    people: () =>
      press.personas.list().map(({ id, attributes: { given_name, family_name } }) => ({
        ...{ id, name: [given_name, family_name].filter(Boolean).join(' ') },
      })),
    find: people.find,
    knowsPassword: (sandbox, account) =>
      authenticators.password.has(sandbox, account, PERSONA_PASSWORD),
    attemptOf: proofing.attempts.current,
    async enrolmentCode(sandbox, account, email) {
      const { secret } = await authenticators.totp.enrol(sandbox, account, email);
      return (await authenticators.totp.codeOf(secret, clock.now())).code;
    },
    belongingsOf: (sandbox, account) => belongingsOf(domains, sandbox, account),
    wearsOf: (what) => {
      const possible = wearsOf(what);
      return OFFERED.filter(
        (name) => press.canMake(what, name) && possible.some((wear) => wear.name === name),
      );
    },
  };
}

async function belongingsOf({ people, press }: Domains, sandbox: SandboxId, reference: string) {
  const account = await people.find(sandbox, reference);
  if (!account) return undefined;
  const person: Bearer = people.bearerOf(account);
  return {
    attributes: person.attributes,
    documentType: documentTypeOf(person),
    selfie: (wear: string) => press.pictureOf(person, 'selfie', wearNamed(wear, 'selfie')?.name),
    async document(type: DocumentType, wear: string): Promise<DocumentPictures> {
      const sides = sidesOf(type).map(async (side) => {
        const order = { person, type, side, wear: wearNamed(wear, type)?.name };
        return [side, await press.renderDocument(order)] as const;
      });
      return Object.fromEntries(await Promise.all(sides)) as unknown as DocumentPictures;
    },
  };
}
