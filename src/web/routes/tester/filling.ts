import { randomToken } from '../../../platform/secrets.js';
import type { Filling, TesterBar } from '../../pages/testerBar.js';
import { placeOf } from '../../requestState.js';
import type { BarPlace } from './barPlace.js';
import type { TesterTools } from './testerTools.js';

type Fill = (
  tools: TesterTools,
  place: BarPlace,
  codes: TesterBar['codes'],
) => Filling | Promise<Filling>;

/** What the person would enter on a page. */
export const fillingFor: Fill = (tools, place, codes) =>
  FILLINGS[place.page]?.(tools, place, codes) ?? {};

const FILLINGS: Readonly<Record<string, Fill>> = {
  signin: async (tools, { ctx, signIn }) => {
    const hint = signIn.params['login_hint'];
    const someone = typeof hint === 'string' && hint !== '' ? hint : 'maria';
    const sandbox = placeOf(ctx).id;
    const player = await tools.find(sandbox, someone);
    if (!player) return {};
    const { id, email } = player;
    return (await tools.knowsPassword(sandbox, id))
      ? { email, password: tools.password }
      : { email };
  },
  signup: ({ password }) => ({
    email: `tester-${randomToken(6)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '0')}@example.com`,
    ...{ password, terms: 'yes' },
  }),
  'check-mail': (_tools, _place, codes) => codeOf(codes, 'email'),
  'second-factor': (_tools, { ctx }, codes) =>
    codeOf(codes, ctx.query['kind'] === 'phone' ? 'sms' : 'totp'),
  'second-factor-setup': async ({ enrolmentCode }, { ctx, signIn: { subscriber } }) =>
    subscriber
      ? { code: await enrolmentCode(placeOf(ctx).id, subscriber.id, subscriber.email) }
      : {},
  'recovery-codes': () => ({ saved: 'yes' }),
  verify: () => ({ notice: 'yes', biometrics: 'yes' }),
  'document-type': async (tools, place) => {
    const type = (await belongings(tools, place))?.documentType;
    return type === undefined ? {} : { type };
  },
  details: async (tools, place) => {
    const {
      address,
      birthdate = '',
      ...facts
    } = (await belongings(tools, place))?.attributes ?? {};
    const [year = '', month = '', day = ''] = birthdate.split('-');
    return textsOf({
      ...facts,
      ...address,
      ...{ birthdate_year: year, birthdate_month: month, birthdate_day: day },
    });
  },
  'phone-code': (_tools, _place, codes) => codeOf(codes, 'sms'),
};

function belongings(tools: TesterTools, { ctx, signIn: { subscriber } }: BarPlace) {
  return subscriber && tools.belongingsOf(placeOf(ctx).id, subscriber.id);
}

function codeOf(codes: TesterBar['codes'], wanted: string): Filling {
  const found = codes.find(({ kind }) => kind === wanted);
  return found ? { code: found.code } : {};
}

const textsOf = (values: Readonly<Record<string, unknown>>): Filling =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
