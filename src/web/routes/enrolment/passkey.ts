import { passkeyScope, type Authenticators } from '../../../authenticators/index.js';
import type { Text } from '../../../platform/render/text.js';
import { placeOf } from '../../requestState.js';
import { otherKinds, type EnrolmentPlace } from './place.js';

/** A passkey: the browser asks an authenticator for a new key, which is bound. */
export const passkeyEnrolment = ({ passkey }: Pick<Authenticators, 'passkey'>) => {
  const show = (place: EnrolmentPlace, error?: Text): void =>
    place.show('secondFactor/passkeyEnrol', {
      action: place.action('passkey'),
      values: {},
      errors: error === undefined ? {} : { form: error },
      ask: {
        ...{ does: 'create', action: place.action('passkey') },
        options: place.action('passkey-options'),
      },
      ...{ signingUp: place.signingUp, others: otherKinds(place, 'passkey') },
    });
  return {
    show: (place: EnrolmentPlace) => show(place),
    async options({ ctx, owner }: EnrolmentPlace): Promise<void> {
      const { id, base } = placeOf(ctx);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = await passkey.creationOptions(id, owner, passkeyScope(base));
    },
    async bind(place: EnrolmentPlace): Promise<void> {
      const { id, base } = placeOf(place.ctx);
      const credential = place.form.get('credential');
      const bound = await passkey.bind(id, place.owner.id, credential, passkeyScope(base));
      return bound.ok ? place.done('passkey') : show(place, bound.reason);
    },
  };
};
