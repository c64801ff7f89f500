import type { Attributes } from '../assurance/index.js';
import type { SignIn } from './interactions.js';

/** Whom a sign-in is about and for whom it is made: what an attempt is begun with and scripts match on. */
export interface Errand {
  readonly account: string;
  readonly email: string;
  /** What the account says; nine digits. */
  readonly ssn?: string | undefined;
  /** Missing where Standin's own pages ask. */
  readonly client?: string | undefined;
  readonly partner?: string | undefined;
  readonly tag?: string | undefined;
  readonly loginHint?: string | undefined;
  /** The `state` parameter of the authorization request. */
  readonly oauthState?: string | undefined;
}

/** The account that a sign-in is about; one that does not exist has an address alone. */
interface Applying {
  readonly id?: string | undefined;
  readonly email: string;
  readonly attributes?: Pick<Attributes, 'ssn'> | undefined;
  readonly tag?: string | undefined;
}

type Request = Pick<SignIn, 'params' | 'client' | 'facts' | 'tag'>;

/** The errand of a request; `who` is the account that signs in, or is about to. */
export function errandOf<Who extends Applying>(
  { params, client, facts, tag }: Request,
  who: Who,
): Omit<Errand, 'account'> & { readonly account: Who['id'] } {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : undefined);
  return {
    account: who.id,
    email: who.email,
    ssn: who.attributes?.ssn,
    client: facts.request.firstParty ? undefined : text('client_id'),
    partner: client?.partner.id,
    tag: tag ?? who.tag,
    loginHint: text('login_hint'),
    oauthState: text('state'),
  };
}
