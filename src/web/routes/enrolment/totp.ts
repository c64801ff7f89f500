import type { Authenticators } from '../../../authenticators/index.js';
import type { Text } from '../../../platform/render/text.js';
import { qrPicture } from '../../qrPicture.js';
import { placeOf } from '../../requestState.js';
import { otherKinds, type EnrolmentPlace } from './place.js';

/** An authenticator app: the secret as QR code and text, bound once a code proves that the app has it. */
export const totpEnrolment = ({ totp }: Pick<Authenticators, 'totp'>) => {
  const show = async (place: EnrolmentPlace, error?: Text): Promise<void> => {
    const { id, email } = place.owner;
    const { secret, uri } = await totp.enrol(placeOf(place.ctx).id, id, email);
    place.show('secondFactor/totpEnrol', {
      action: place.action(''),
      values: {},
      errors: error === undefined ? {} : { code: error },
      ...{ qr: await qrPicture(uri), secret, uri },
      ...{ signingUp: place.signingUp, others: otherKinds(place, 'totp') },
    });
  };
  return {
    show: (place: EnrolmentPlace) => show(place),
    async code(place: EnrolmentPlace): Promise<void> {
      const code = place.form.get('code').trim();
      if (code === '') return show(place, 'code_required');
      const bound = await totp.confirm(placeOf(place.ctx).id, place.owner.id, code);
      return bound.ok ? place.done('totp') : show(place, bound.reason);
    },
  };
};
