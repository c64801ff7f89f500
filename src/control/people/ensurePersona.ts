import { newAccount, type Account } from '../../accounts/index.js';
import type { Restriction } from '../../assurance/index.js';
import { generateAuthenticators } from '../../authenticators/index.js';
import type { SandboxId } from '../../platform/ids.js';
import { randomHex } from '../../platform/secrets.js';
import { PERSONA_PASSWORD, type Persona, type PersonaState } from '../../press/index.js';
import type { PeopleDeps } from './createPerson.js';
import { preverified } from './evidence.js';

/**
 * The account of a persona of the catalogue (by id or by its address), made when it is first used: her documented password
 * and TOTP secret, verified when the catalogue says so. Two requests at once make one account. Undefined when there is no
 * such persona, or somebody signed up with her address before.
 */
export const createEnsurePersona =
  (deps: PeopleDeps) =>
  async (sandbox: SandboxId, reference: string): Promise<Account | undefined> => {
    const persona = personaNamed(deps, reference);
    if (!persona) return undefined;
    const there = await deps.accounts.get(sandbox, persona.id);
    if (there) return there;
    const account = await make(deps, sandbox, persona);
    return account ?? deps.accounts.get(sandbox, persona.id);
  };

const personaNamed = ({ press: { personas } }: PeopleDeps, reference: string) =>
  reference.includes('@')
    ? personas.list().find(({ email }) => email === reference.trim().toLowerCase())
    : personas.get(reference);

/** What keeps a persona out from the beginning. */
const RESTRICTED: Readonly<Record<PersonaState, readonly Restriction[]>> = {
  active: [],
  lapsed: [],
  locked: ['locked'],
  held: ['held'],
};

async function make(
  { store, clock }: PeopleDeps,
  sandbox: SandboxId,
  persona: Persona,
): Promise<Account | undefined> {
  const now = clock.now();
  const { id, email, attributes } = persona;
  const restrictions = RESTRICTED[persona.state];
  const draft = { id, email, attributes, persona: id, restrictions };
  const account = newAccount(draft, randomHex(), now);
  const { stored } = await generateAuthenticators({
    kinds: ['password', 'totp'],
    uuid: account.uuid,
    password: PERSONA_PASSWORD,
    totpSecret: persona.totp_secret,
  });
  const lapsed = persona.state === 'lapsed';
  const verification =
    persona.ial === 2 || lapsed
      ? preverified(persona, now, lapsed ? 'lapsed' : 'verified')
      : undefined;
  const event = {
    type: 'account.created',
    account: id,
    data: { ial: verification?.state === 'verified' ? 2 : 1, persona: id },
  };
  const made = { account, authenticators: stored, verification };
  return (await store.insertPerson(sandbox, made, [event])) ? account : undefined;
}
