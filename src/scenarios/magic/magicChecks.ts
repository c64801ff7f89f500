import type { SandboxId } from '../../platform/ids.js';
import type {
  DocumentCheck,
  PictureKind,
  RecordsCheck,
  RecordsReport,
  SelfieCheck,
  VendorFault,
} from '../../proofing/index.js';
import { REASONS } from '../../proofing/index.js';
import { verdictOfReasons } from '../entryReport.js';
import { readPayload, saidByName, type Payload } from './payload.js';
import { documentReport, portraitReport } from './payloadReport.js';
import { triggerIn, type MagicMode, type Trigger } from './values.js';

export interface MagicDeps {
  /** Whose magic values count for what a client asks. */
  readonly modeOf: (sandbox: SandboxId, client: string | undefined) => Promise<MagicMode>;
  readonly pictureOf: (
    sandbox: SandboxId,
    attempt: string,
    kind: PictureKind,
  ) => Promise<Buffer | undefined>;
}

const payloadIn = (bytes: Buffer | undefined): Payload | undefined => {
  const read = bytes && readPayload(bytes);
  return read?.ok ? read.value : undefined;
};

/** Of two sides the first tells, unless the other one fails by its name. */
const worstOf = (sides: readonly (Payload | undefined)[]): Payload | undefined =>
  sides.find((side) => side && saidByName(side) === 'fail') ?? sides.find(Boolean);

/** The real check, unless the pictures are payload documents; of two sides the back tells (Login.gov). */
export const magicDocumentCheck = (real: DocumentCheck, { modeOf }: MagicDeps): DocumentCheck => ({
  async check(context, type, pictures, claimed) {
    if ((await modeOf(context.sandbox, context.client)) === 'off')
      return real.check(context, type, pictures, claimed);
    const { front, back } = await pictures();
    const payload = worstOf([payloadIn(back), payloadIn(front)]);
    const named = payload && saidByName(payload);
    if (named) return triggered(named === 'fail' ? 'document.unreadable_data' : 'pass');
    return payload
      ? documentReport(payload, type, context.today)
      : real.check(context, type, pictures, claimed);
  },
});

/** The real comparison, unless the selfie, or the document that it would be compared with, is a payload document. */
export const magicSelfieCheck = (
  real: SelfieCheck,
  { modeOf, pictureOf }: MagicDeps,
): SelfieCheck => ({
  async check(context, selfie, portrait) {
    const { sandbox, attempt, client } = context;
    if ((await modeOf(sandbox, client)) === 'off') return real.check(context, selfie, portrait);
    const own = payloadIn(await selfie());
    const named = own && saidByName(own);
    if (named) return triggered(named === 'fail' ? 'selfie.face_mismatch' : 'pass');
    const payload =
      own ??
      payloadIn(await pictureOf(sandbox, attempt, 'back')) ??
      payloadIn(await pictureOf(sandbox, attempt, 'front'));
    return payload ? portraitReport(payload) : real.check(context, selfie, portrait);
  },
});

/** The real sources, unless a magic value speaks first. */
export const magicRecordsCheck = (real: RecordsCheck, { modeOf }: MagicDeps): RecordsCheck => ({
  async check(context, details, document) {
    const mode = await modeOf(context.sandbox, context.client);
    const trigger = triggerIn(mode, { details, document });
    return trigger ? triggered(trigger) : real.check(context, details, document);
  },
});

function triggered(trigger: Trigger): RecordsReport | VendorFault {
  if (trigger !== 'pass' && REASONS[trigger].disposition === 'system')
    return { outcome: 'error', reasons: [trigger], decidedBy: 'magic_value' };
  const reasons = trigger === 'pass' ? [] : [trigger];
  const outcome = verdictOfReasons(reasons);
  return {
    ...{ outcome, reasons, decidedBy: 'magic_value', timingsMs: {} },
    checks: [{ name: 'magic_value', result: outcome, reason: reasons[0] }],
  };
}
