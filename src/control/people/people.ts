import type { Account } from '../../accounts/index.js';
import { normalizeEmail } from '../../platform/emailAddress.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Bearer } from '../../press/index.js';
import type { PeopleDeps } from './createPerson.js';
import { createCreatePerson, isPersonas } from './createPerson.js';
import { createEnsurePersona } from './ensurePersona.js';

export type People = ReturnType<typeof createPeople>;

/** The people of a sandbox, those of the catalogue among them. */
export function createPeople(deps: PeopleDeps) {
  const { accounts, press, store } = deps;
  const ensurePersona = createEnsurePersona(deps);
  return {
    create: createCreatePerson(deps),
    ensurePersona,

    /** Those of the catalogue. */
    personaIds: (): readonly string[] => press.personas.list().map(({ id }) => id),

    /** By id, e-mail address or persona id; a persona of the catalogue is there as soon as somebody asks for her. */
    async find(sandbox: SandboxId, reference: string): Promise<Account | undefined> {
      const known = await accounts.find(sandbox, reference);
      if (known && (known.persona !== reference || known.id === reference)) return known;
      return (await ensurePersona(sandbox, reference)) ?? known;
    },

    /** Whether an address is kept for somebody of the catalogue other than this person. */
    isKeptFor: (email: string, { id }: Account): boolean =>
      isPersonas(press, normalizeEmail(email)) &&
      press.personas.get(id)?.email !== normalizeEmail(email),

    /** Whom the press would print: a persona as she is, everybody else as follows from id, persona and attributes. */
    bearerOf({ id, persona, email, attributes }: Account): Bearer {
      const own = persona === undefined ? undefined : press.personas.get(persona);
      return own && own.id === id
        ? { ...own, attributes: { ...own.attributes, ...attributes } }
        : press.personFrom(own, id, { email, attributes });
    },

    /** Deletes a person with everything of theirs. */
    remove: (sandbox: SandboxId, { id, tag }: Account): Promise<boolean> =>
      store.removePerson(sandbox, id, [{ type: 'account.deleted', account: id, tag }]),
  };
}
