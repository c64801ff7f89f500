import type { Verification } from '../../src/assurance/index.js';
import type { DomainEvent } from '../../src/platform/events.js';
import { ok, refused } from '../../src/platform/result.js';
import type {
  Attempt,
  AttemptStore,
  CheckReport,
  Checks,
  ClaimedDetails,
  DocumentReport,
  Proofing,
  ProofingDeps,
  RecordsReport,
  ScriptedPathway,
  VendorFault,
} from '../../src/proofing/index.js';
import { createProofing, isClosed } from '../../src/proofing/index.js';

export const SANDBOX = 'default';
export const START = Date.UTC(2027, 0, 15, 12);

export const DETAILS: ClaimedDetails = {
  given_name: 'Maria',
  family_name: 'Specimen',
  birthdate: '1988-04-12',
  ssn: '900-12-3456',
  phone: '(206) 555-0142',
  address: {
    street_address: '12 Harbor Lane',
    locality: 'Port Example',
    region: 'ZC',
    postal_code: '00012',
    country: 'US',
  },
};

export const MARIA = { account: 'per_maria', email: 'maria@example.com' };

/** Keeps attempts in a Map with the same promises as the real store; records what was saved beside them. */
export function memoryStore() {
  const attempts = new Map<string, Attempt>();
  const claims = new Map<string, number>();
  const pictures = new Map<string, Buffer>();
  const verifications: { account: string; verification: Verification }[] = [];
  const events: DomainEvent[] = [];
  const store: AttemptStore = {
    create: (_sandbox, attempt, written) => {
      const open = [...attempts.values()].some(
        (one) => one.applicant.account === attempt.applicant.account && !isClosed(one.state),
      );
      if (open) return Promise.resolve(refused('exists'));
      attempts.set(attempt.id, attempt);
      events.push(...written);
      return Promise.resolve(ok(attempt));
    },
    find: (_sandbox, id) => Promise.resolve(attempts.get(id)),
    current: (_sandbox, account) =>
      Promise.resolve(
        [...attempts.values()].find(
          (one) => one.applicant.account === account && !isClosed(one.state),
        ),
      ),
    list: (_sandbox, { limit }) =>
      Promise.resolve({ items: [...attempts.values()].reverse().slice(0, limit) }),
    save: (_sandbox, attempt, change) => {
      if (attempts.get(attempt.id)?.version !== attempt.version)
        return Promise.resolve(refused('stale'));
      const saved = { ...attempt, version: attempt.version + 1 };
      attempts.set(attempt.id, saved);
      claims.delete(attempt.id);
      events.push(...change.events);
      for (const [kind, bytes] of Object.entries(change.keep ?? {}))
        pictures.set(`${attempt.id}/${kind}`, bytes);
      for (const kind of change.drop ?? []) pictures.delete(`${attempt.id}/${kind}`);
      if (change.verification)
        verifications.push({
          account: attempt.applicant.account,
          verification: change.verification,
        });
      return Promise.resolve(ok(saved));
    },
    claimCheck: (_sandbox, attempt, now, until) => {
      const current = attempts.get(attempt.id);
      const free = (claims.get(attempt.id) ?? 0) <= now;
      const mine = free && current?.version === attempt.version && current.state === 'processing';
      if (mine) claims.set(attempt.id, until);
      return Promise.resolve(mine);
    },
    releaseCheck: (_sandbox, attempt) => {
      claims.delete(attempt.id);
      return Promise.resolve();
    },
    picture: (_sandbox, id, kind) => Promise.resolve(pictures.get(`${id}/${kind}`)),
    picturesHeld: (_sandbox, id) =>
      Promise.resolve(
        (['front', 'back', 'selfie'] as const).filter((kind) => pictures.has(`${id}/${kind}`)),
      ),
    dropPictures: (_sandbox, id, kinds) => {
      for (const kind of kinds) pictures.delete(`${id}/${kind}`);
      return Promise.resolve();
    },
    accountsVerifiedWith: (_sandbox, ssn) =>
      Promise.resolve(
        verifications
          .filter(({ verification }) => verification.attributes.ssn === ssn)
          .map(({ account }) => account),
      ),
  };
  return { store, attempts, pictures, verifications, events };
}

export const passing: CheckReport = {
  outcome: 'pass',
  reasons: [],
  checks: [],
  decidedBy: 'engine',
  timingsMs: {},
};

export const report = (
  outcome: CheckReport['outcome'],
  ...reasons: CheckReport['reasons']
): CheckReport => ({ ...passing, outcome, reasons });

export const fault: VendorFault = {
  outcome: 'error',
  reasons: ['vendor.timeout'],
  decidedBy: 'engine',
};

export const LICENCE: DocumentReport = {
  ...passing,
  portrait: [0.1, 0.2],
  extracted: {
    type: 'drivers_license',
    issuer: 'ZC',
    number: 'TEST0001',
    given_name: 'Maria',
    family_name: 'Specimen',
    birthdate: '1988-04-12',
    expires_on: '2031-04-12',
  },
};

/** What the checks answer, one list per step, the last entry for ever. */
export interface Answers {
  document?: (DocumentReport | VendorFault)[];
  selfie?: (CheckReport | VendorFault)[];
  records?: (RecordsReport | VendorFault)[];
  phone?: (CheckReport | VendorFault)[];
  fraud?: (CheckReport | VendorFault)[];
  decision?: (CheckReport | VendorFault)[];
  pathway?: ScriptedPathway[];
}

const next = <T>(list: T[] | undefined): T | undefined =>
  list && list.length > 1 ? list.shift() : list?.[0];

export function stubChecks(answers: Answers): Checks {
  return {
    document: {
      check: async (_context, _type, pictures) => {
        await pictures();
        return next(answers.document) ?? LICENCE;
      },
    },
    selfie: {
      check: async (_context, selfie) => {
        await selfie();
        return next(answers.selfie) ?? passing;
      },
    },
    records: { check: () => Promise.resolve(next(answers.records) ?? passing) },
    script: {
      consult: (_context, step) => Promise.resolve(next(answers[step])),
      pathway: () => Promise.resolve(answers.pathway?.shift()),
    },
  };
}

/** A whole proofing room in memory, with a clock that the test moves. */
export function room(answers: Answers = {}, bend: Partial<ProofingDeps> = {}) {
  const memory = memoryStore();
  const time = { now: START };
  const proofing = createProofing({
    store: memory.store,
    checks: stubChecks(answers),
    clock: { now: () => time.now },
    today: () => Promise.resolve('2027-01-15'),
    piiGuard: true,
    ...bend,
  });
  return { ...memory, proofing, time };
}

/** The code of the last text that was asked for. */
export const lastCode = (events: readonly DomainEvent[]): string => {
  const request = events.filter(({ type }) => type === 'proofing.phone_code_requested').at(-1);
  return String(request?.private?.['code']);
};

export const PICTURES = { front: Buffer.from('front'), back: Buffer.from('back') };

type Walked = 'consent' | 'document_type' | 'document' | 'selfie' | 'details' | 'phone_code';

/** Plays the applicant up to and including `last`; every step passes unless the checks say otherwise. */
export async function walkTo(
  { proofing, events }: { proofing: Proofing; events: readonly DomainEvent[] },
  last: Walked | 'review',
  applicant = MARIA,
): Promise<string> {
  const { id } = await proofing.start(SANDBOX, applicant);
  const seen = { id };
  const walk: Record<Walked | 'review', () => Promise<unknown>> = {
    consent: () => proofing.giveConsent(SANDBOX, seen),
    document_type: () => proofing.chooseDocumentType(SANDBOX, seen, 'drivers_license'),
    document: () => proofing.submitDocument(SANDBOX, seen, PICTURES),
    selfie: () => proofing.submitSelfie(SANDBOX, seen, Buffer.from('selfie')),
    details: () => proofing.submitDetails(SANDBOX, seen, DETAILS),
    phone_code: async () => {
      await proofing.sendPhoneCode(SANDBOX, seen);
      return proofing.confirmCode(SANDBOX, seen, lastCode(events));
    },
    review: () => proofing.confirmReview(SANDBOX, seen),
  };
  for (const [step, play] of Object.entries(walk)) {
    await play();
    await proofing.runCheck(SANDBOX, id);
    if (step === last) break;
  }
  return id;
}
