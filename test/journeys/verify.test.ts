import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Persona } from '../../src/press/index.js';
import type { DocumentType } from '../../src/proofing/index.js';
import type { Visitor } from './visitor.js';
import { openWorld, type World } from './world.js';

// What cannot be read is looked for in every rotation, thrice the time of a good picture; beside other suites on two cores such
// a journey took 54 s.
jest.setTimeout(120_000);

let world: World;
let visitor: Visitor;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  expect(visitor.complaints).toEqual([]);
  await visitor.context.close();
});

/** A new person on the page where the pictures of the chosen document are taken. */
async function atDocument(type: DocumentType): Promise<void> {
  visitor = await world.visitor();
  await visitor.askIrsFor('account');
  await visitor.signUp();
  expect(visitor.at()).toBe('verify');
  await visitor.consentToProofing();
  await visitor.choose(type);
}

/** The same person with a number and a phone of which no record knows. */
const unknownToRecords = (person: Persona): Persona => ({
  ...person,
  attributes: { ...person.attributes, ssn: '900700123', phone: '+12065550142' },
});

/** From the details to the IRS, where the person sees their account. */
async function finish(id: string): Promise<void> {
  const person = world.pictures.persona(id);
  await visitor.fillDetails(person);
  await visitor.typePhoneCode(person);
  await visitor.sendReview();
  await visitor.press('submit', 'consent');
  await visitor.share('account');
}

describe('a person verifies with real pictures and comes back to the IRS', () => {
  it.each([
    ['maria', 'drivers_license'],
    ['james', 'passport'],
  ] as const)('%s passes by %s, and the IRS receives IAL2/AAL2', async (id, type) => {
    await atDocument(type);
    const { attributes } = world.pictures.persona(id);
    await visitor.giveDocument(await world.pictures.document(id, type));
    await visitor.giveSelfie(await world.pictures.selfie(id));
    await finish(id);
    expect(await visitor.heading()).toBe('Account and balance');
    const { accepted, achieved, claims } = await visitor.received();
    expect({ accepted, achieved }).toEqual({ accepted: true, achieved: { ial: 2, aal: 2 } });
    expect(claims).toMatchObject({
      acr: 'http://idmanagement.gov/ns/assurance/ial/2/aal/2',
      amr: '["pwd","otp","mfa"]',
      email: visitor.email,
      email_verified: 'true',
      birthdate: attributes.birthdate,
      phone_number: attributes.phone,
      ssn: `***-**-${attributes.ssn?.slice(-4)}`,
    });
    expect(claims['family_name']?.toLowerCase()).toBe(attributes.family_name?.toLowerCase());
    expect(claims['evidence']).toContain(`"type":"${type}"`);
  });

  it('is told that a blurred picture is blurred, and passes with a sharp one', async () => {
    await atDocument('drivers_license');
    await visitor.giveDocument(
      await world.pictures.document('fiona', 'drivers_license', 'blurred'),
      'retry',
    );
    expect(await visitor.heading()).toBe("Let's try your document again");
    expect(await visitor.reasons()).toEqual({
      'document.image_blurred':
        'The picture is blurred. Hold the camera still, let it focus, and try again.',
    });
    expect(await visitor.triesLeft()).toBe('2 tries left');
    await visitor.press('submit', 'document');
    expect(await visitor.reasons()).toHaveProperty(['document.image_blurred']);
    await visitor.giveDocument(await world.pictures.document('fiona', 'drivers_license'));
    await visitor.giveSelfie(await world.pictures.selfie('fiona'));
    await finish('fiona');
    expect((await visitor.received()).achieved).toEqual({ ial: 2, aal: 2 });
  });
});

describe('a person who cannot be verified is told why', () => {
  it('a selfie of somebody else can be taken again, three times; then it is over, and the IRS hears access_denied', async () => {
    await atDocument('drivers_license');
    await visitor.giveDocument(await world.pictures.document('amara', 'drivers_license'));
    const stranger = await world.pictures.selfie('amara', 'someone_else');
    for (const left of ['2 tries left', '1 try left']) {
      await visitor.giveSelfie(stranger, 'retry');
      expect(await visitor.heading()).toBe("Let's try your selfie again");
      expect(await visitor.reasons()).toEqual({
        'selfie.face_mismatch':
          'We could not match the picture. Look straight at the camera in even light and try again.',
      });
      expect(await visitor.triesLeft()).toBe(left);
      await visitor.press('submit', 'selfie');
    }
    await visitor.giveSelfie(stranger, 'declined');
    expect(await visitor.heading()).toBe('We could not verify you');
    expect(Object.keys(await visitor.reasons())).toContain('session.attempts_exceeded');
    await visitor.press('leave', '/callback');
    expect(await visitor.page.getByTestId('irs-error-code').innerText()).toBe('access_denied');
  });

  it('an expired licence is refused, and the way out is another document', async () => {
    await atDocument('drivers_license');
    await visitor.giveDocument(
      await world.pictures.document('henry', 'drivers_license', 'expired'),
      'retry',
    );
    expect(await visitor.reasons()).toEqual({
      'document.expired': 'This document has expired. Please use one that is still valid.',
    });
    expect(await visitor.triesLeft()).toBe('2 tries left');
    await visitor.press('submit', 'document');
    await visitor.press('change-type', 'document-type');
    await visitor.choose('passport');
    await visitor.giveDocument(await world.pictures.document('henry', 'passport'));
    expect(await visitor.heading()).toBe('Take a selfie');
  });

  it('front and back of different people go to a reviewer, in words that do not help a forger', async () => {
    await atDocument('drivers_license');
    await visitor.giveDocument(
      await world.pictures.document('zoe', 'drivers_license', 'front_back_mismatch'),
    );
    await visitor.giveSelfie(await world.pictures.selfie('zoe'));
    const person = unknownToRecords(world.pictures.persona('zoe'));
    await visitor.fillDetails(person);
    await visitor.typePhoneCode(person);
    await visitor.sendReview('in-review');
    expect(await visitor.heading()).toBe('A person is looking at it');
    expect(await visitor.reasons()).toEqual({
      'document.front_back_mismatch': 'We need to look at this document more closely.',
    });
    await visitor.press('leave', '/callback');
    expect(await visitor.page.getByTestId('irs-error-code').innerText()).toBe('access_denied');
  });
});
