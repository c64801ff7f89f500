import type { Account } from '../../accounts/index.js';
import { MESSAGE_SENT, type Messages } from '../../messages/index.js';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { Pictured, Press, WearName } from '../../press/index.js';
import { isOfDocument, wearNamed } from '../../press/index.js';
import {
  sidesOf,
  type DocumentPictures,
  type DocumentType,
  type PicturesOnDemand,
} from '../../proofing/index.js';
import { documentTypeOf } from '../people/evidence.js';
import type { People } from '../people/people.js';
import type { Proof, Shown, Visitor } from './visitor.js';

export interface ApplicantsDeps {
  readonly people: Pick<People, 'bearerOf'>;
  readonly press: Press;
  readonly messages: Messages;
  readonly changes: Changes;
}

export type Applicants = ReturnType<typeof createApplicants>;

/** How long a text message may take that another process sends. */
const PATIENCE = 5 * SECOND;

/** What people have at hand when they are proofed: documents, a face, a phone. */
export function createApplicants(deps: ApplicantsDeps) {
  const { people } = deps;
  return {
    documentType: (account: Account): DocumentType => documentTypeOf(people.bearerOf(account)),

    /** What the person photographs, as the call said; nothing is rendered before a check asks for it. */
    picturesOf: (visitor: Visitor): PicturesOnDemand => picturesOf(deps, visitor),

    /** The code of the text message that `send` asks for. */
    codeSentBy: (sandbox: SandboxId, phone: string, send: () => Promise<Result<unknown, string>>) =>
      codeSentBy(deps, sandbox, phone, send),
  };
}

function picturesOf(
  { people, press }: ApplicantsDeps,
  { account, proof }: Visitor,
): PicturesOnDemand {
  const person = people.bearerOf(account);
  const pictures = proof?.pictures ?? {};
  return {
    async document(type) {
      // No check can look at it then: each answers that the engine is not there.
      if (!press.canMake(type)) return { front: Buffer.alloc(0), back: undefined };
      const sides = await Promise.all(
        sidesOf(type).map(async (side) => {
          const shown = pictures[side] ?? wornThroughout(pictures, type);
          const render = (wear: WearName | undefined) =>
            press.renderDocument({ person, type, side, wear });
          return [side, await pictureFor(shown, type, render)] as const;
        }),
      );
      return Object.fromEntries(sides) as unknown as DocumentPictures;
    },
    selfie: () =>
      pictureFor(pictures.selfie, 'selfie', (wear) => press.pictureOf(person, 'selfie', wear)),
  };
}

/** What one side is said to have, and the other has as well if it is the document's own: who shows an expired card turns it over. */
function wornThroughout(
  { front, back }: Proof['pictures'],
  type: DocumentType,
): string | undefined {
  return [front, back].find((shown): shown is string => {
    const wear = typeof shown === 'string' ? wearNamed(shown, type) : undefined;
    return wear !== undefined && isOfDocument(wear.name);
  });
}

const pictureFor = async (
  shown: Shown | undefined,
  what: Pictured,
  render: (wear: WearName | undefined) => Promise<Buffer>,
): Promise<Buffer> => {
  if (typeof shown === 'object') return Buffer.from(JSON.stringify(shown));
  return render(shown === undefined ? undefined : wearNamed(shown, what)?.name);
};

async function codeSentBy(
  { messages, changes }: ApplicantsDeps,
  sandbox: SandboxId,
  phone: string,
  send: () => Promise<Result<unknown, string>>,
): Promise<Result<string, string>> {
  const [latest] = await messages.list(sandbox, { to: phone, newest: true, limit: 1 });
  const sent = await send();
  if (!sent.ok) return sent;
  const code = await follow(changes, sandbox, {
    look: async () => {
      const came = await messages.list(sandbox, { to: phone, after: latest?.id, limit: 10 });
      return came.findLast(({ codes }) => codes.length > 0)?.codes[0];
    },
    isEnough: (found) => found !== undefined,
    ms: PATIENCE,
    concerns: (type) => type === MESSAGE_SENT,
  });
  return code === undefined ? refused('code_not_delivered') : ok(code);
}
