import { isDeepStrictEqual } from 'node:util';
import { newAccount, type Account, type Accounts } from '../../accounts/index.js';
import { generateAuthenticators } from '../../authenticators/index.js';
import type { Clock } from '../../platform/clock.js';
import { isEmailAddress, normalizeEmail } from '../../platform/emailAddress.js';
import type { SandboxId } from '../../platform/ids.js';
import { newId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { randomHex } from '../../platform/secrets.js';
import type { InventedPerson, Persona, Press } from '../../press/index.js';
import { objection, type AttributeRules } from './attributeRules.js';
import { preverified } from './evidence.js';
import { recordOf } from './recordOf.js';
import type { CreationRefusal, MadePerson, PersonDraft, PersonStore } from './person.js';

export interface PeopleDeps extends AttributeRules {
  readonly accounts: Accounts;
  readonly store: PersonStore;
  readonly press: Pick<Press, 'personas' | 'personFrom'>;
  readonly clock: Clock;
}

type Created = Result<MadePerson, CreationRefusal>;

/** Makes a whole person in one transaction. The same id with the same content again is no fault (`created: false`). */
export const createCreatePerson =
  (deps: PeopleDeps) =>
  async (sandbox: SandboxId, draft: PersonDraft): Promise<Created> => {
    const against = await objection(deps, sandbox, draft.attributes ?? {});
    if (against) return against;
    const now = deps.clock.now();
    const invented = invent(deps, draft, draft.id ?? newId('per', now));
    if (!invented.ok) return invented;
    const bearer = invented.value;
    const account = newAccount(
      { ...draft, id: bearer.id, email: bearer.email, attributes: bearer.attributes },
      randomHex(),
      now,
    );
    const { stored, clear } = await generateAuthenticators({
      kinds: draft.authenticators ?? ['password'],
      uuid: account.uuid,
      password: draft.password,
      phone: bearer.attributes.phone,
    });
    const verification = draft.ial === 2 ? preverified(bearer, now) : undefined;
    const { records } = bearer;
    const record = records && recordOf({ ...bearer, records });
    const made = { account, authenticators: stored, verification, record };
    const event = {
      type: 'account.created',
      account: account.id,
      tag: draft.tag,
      data: { ial: draft.ial ?? 1 },
    };
    if (await deps.store.insertPerson(sandbox, made, [event]))
      return ok({ account, clear, created: true });
    return afterwards(deps, sandbox, account);
  };

/** Who it will be, or what speaks against it. */
function invent(
  { press }: PeopleDeps,
  draft: PersonDraft,
  id: string,
): Result<InventedPerson & Pick<Persona, 'records'>, CreationRefusal> {
  const persona = draft.persona === undefined ? undefined : press.personas.get(draft.persona);
  if (draft.persona !== undefined && !persona) return refused('unknown_persona');
  const email = draft.email === undefined ? undefined : normalizeEmail(draft.email);
  if (email !== undefined && !isEmailAddress(email)) return refused('email_invalid');
  if (press.personas.get(id)) return refused('id_taken');
  if (email !== undefined && isPersonas(press, email)) return refused('email_taken');
  const { attributes } = draft;
  const given = { ...(email !== undefined && { email }), attributes };
  return ok({ ...press.personFrom(persona, id, given), records: persona?.records });
}

/** Addresses of the catalogue are kept for its own people, who exist everywhere. */
export const isPersonas = ({ personas }: Pick<Press, 'personas'>, email: string): boolean =>
  personas.list().some((persona) => persona.email === email);

async function afterwards(
  { accounts }: PeopleDeps,
  sandbox: SandboxId,
  wanted: Account,
): Promise<Created> {
  const there = await accounts.get(sandbox, wanted.id);
  if (!there) return refused('email_taken');
  return isDeepStrictEqual(said(there), said(wanted))
    ? ok({ account: there, clear: {}, created: false })
    : refused('id_taken');
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** What a creator says about an account; secrets cannot be compared. */
const said = ({ state, email, attributes, persona, tag, groups }: Account): unknown =>
  JSON.parse(
    JSON.stringify([state, email, Object.entries(attributes).sort(byName), persona, tag, groups]),
  );
