import { claimsOf, needsVerification, type PostalAddress } from '../../../assurance/index.js';
import { currentVerification, releasedClaims } from '../../../oidc/index.js';
import { maskClaim } from '../../pages/masking.js';
import type { ConsentItem } from '../../pages/accountViews.js';
import { placeOf } from '../../requestState.js';
import type { ConsentDeps } from './deps.js';
import type { Exchange, InteractionPage } from './exchange.js';
import { refusedByScript } from './scripted.js';
import { cancel } from './signIn.js';

/** Claims without which the sign-in means nothing to the partner, or that say nothing about the person. */
const REQUIRED = [
  'name',
  'given_name',
  'family_name',
  'email',
  'email_verified',
  'verified_at',
  'proofing_pathway',
  'evidence',
];

/** Claims that stand and fall with another one and need no line of their own. */
const FOLLOWS: Readonly<Record<string, string>> = {
  email_verified: 'email',
  phone_number_verified: 'phone_number',
  given_name: 'name',
  middle_name: 'name',
  family_name: 'name',
  suffix: 'name',
  updated_at: 'name',
};

/** Exactly what goes to the partner; optional attributes can be unticked; the answer is remembered. */
export const consentPage = (deps: ConsentDeps): InteractionPage => ({
  name: 'consent',
  fits: ({ step }) => step.at === 'consent',
  show: (exchange) => show(exchange),
  posts: {
    '': async (exchange) => {
      const { consents, clock } = deps;
      const { form, signIn, ctx } = exchange;
      const { subscriber } = signIn;
      if (!subscriber) return exchange.goOn();
      if (await refusedByScript(deps, exchange, 'consent', subscriber)) return;
      if (form.get('decision') !== 'allow') return cancel(exchange);
      const agreed = form.all('attribute');
      const claims = releasedClaims(signIn.params);
      const optional = new Set(
        items(signIn)
          .filter(({ required }) => !required)
          .map(({ name }) => name),
      );
      const rejected = claims.filter((claim) => {
        const line = FOLLOWS[claim] ?? claim;
        return optional.has(line) && !agreed.includes(line);
      });
      await consents.save(
        placeOf(ctx).id,
        {
          sub: subscriber.uuid,
          clientId: String(signIn.params['client_id']),
          claims,
          rejected,
          verification: currentVerification(subscriber),
          givenAt: clock.now(),
        },
        [
          {
            type: 'consent.given',
            account: subscriber.id,
            client: String(signIn.params['client_id']),
            tag: signIn.tag,
            data: { claims },
          },
        ],
      );
      await exchange.advance((progress) => ({ ...progress, consent: { rejected } }));
      exchange.goOn();
    },
  },
});

/** One line for each claim that has a value, masked. */
function items({ subscriber, params, facts }: Exchange['signIn']): readonly ConsentItem[] {
  if (!subscriber) return [];
  const reached = { ial: facts.account?.ial ?? 0, aal: facts.request.required?.aal ?? 1 } as const;
  const known = claimsOf(subscriber, reached);
  const { postal_code } = (known['address'] ?? {}) as Partial<PostalAddress>;
  const claims: typeof known = { ...known, postal_code };
  const lines = releasedClaims(params)
    .filter((name) => name !== 'updated_at')
    .map((name) => FOLLOWS[name] ?? name);
  return [...new Set(lines)]
    .filter((name) => claims[name] !== undefined)
    .filter((name) => !needsVerification(name) || reached.ial === 2)
    .map((name) => ({
      name,
      value: maskClaim(name, claims[name]),
      required: REQUIRED.includes(name),
      ticked: true,
    }));
}

function show(exchange: Exchange): void {
  const { signIn, path } = exchange;
  exchange.show('consent', {
    action: path('consent'),
    errors: {},
    items: items(signIn),
    email: signIn.subscriber?.email ?? '',
  });
}
