import type { Authenticators } from '../../../authenticators/index.js';
import type { Text } from '../../../platform/render/text.js';
import { maskPhone } from '../../pages/masking.js';
import { placeOf } from '../../requestState.js';
import { otherKinds, type EnrolmentPlace } from './place.js';

const RESEND_WAIT_SECONDS = 30;

/** A phone: a code goes to the number, which is bound once the code comes back. */
export const phoneEnrolment = ({ phone }: Pick<Authenticators, 'phone'>) => {
  const send = async (place: EnrolmentPlace): Promise<Text | undefined> => {
    const sent = await phone.enrol(placeOf(place.ctx).id, place.owner.id, numberIn(place));
    return sent.ok ? undefined : sent.reason;
  };
  return {
    show: (place: EnrolmentPlace) => showNumber(place),
    async number(place: EnrolmentPlace): Promise<void> {
      const error = await send(place);
      if (error !== undefined) return showNumber(place, error);
      showCode(place);
      place.ctx.status = 200;
    },
    async resend(place: EnrolmentPlace): Promise<void> {
      const error = await send(place);
      showCode(place, error, error === undefined);
      if (error === undefined) place.ctx.status = 200;
    },
    async code(place: EnrolmentPlace): Promise<void> {
      const code = place.form.get('code').trim();
      if (code === '') return showCode(place, 'code_required');
      const bound = await phone.confirm(placeOf(place.ctx).id, place.owner.id, code);
      return bound.ok ? place.done('phone') : showCode(place, bound.reason);
    },
  };
};

/** People write ten digits as they like; E.164 is what is kept. */
function numberIn({ form }: EnrolmentPlace): string {
  const typed = form.get('phone').trim().slice(0, 30);
  const digits = typed.replace(/\D/g, '');
  if (typed.startsWith('+')) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}

function showNumber(place: EnrolmentPlace, error?: Text): void {
  place.show('secondFactor/phoneEnrol', {
    action: place.action('phone'),
    values: { phone: place.form.get('phone') },
    errors: error === undefined ? {} : { phone: error },
    ...{ signingUp: place.signingUp, others: otherKinds(place, 'phone') },
  });
}

function showCode(place: EnrolmentPlace, error?: Text, sent = false): void {
  const number = numberIn(place);
  place.show('secondFactor/phoneCode', {
    action: place.action('phone-code'),
    values: { phone: number },
    errors: error === undefined ? {} : { code: error },
    masked: maskPhone(number),
    resend: { action: place.action('phone-resend'), waitSeconds: RESEND_WAIT_SECONDS, sent },
    ...{ signingUp: place.signingUp, back: place.page('phone') },
  });
}
