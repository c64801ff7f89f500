import type { SandboxId } from '../platform/ids.js';
import type { Applicant } from './attempt.js';
import { sendLetter } from './addressCode.js';
import { attemptView } from './attemptView.js';
import type { AttemptQuery, PictureKind } from './attemptStore.js';
import type { Seen } from './begin.js';
import { confirmCode } from './confirmCode.js';
import type { Deps } from './deps.js';
import type { ClaimedDetails } from './details.js';
import { applyRetention, endWhatIsDue, resumeCheck } from './endWhatIsDue.js';
import type { DocumentType } from './evidence.js';
import type { Action } from './operate.js';
import { endVerification, operate } from './operate.js';
import { sendPhoneCode } from './phoneCode.js';
import type { ProofingPolicy } from './policy.js';
import type { DocumentPictures } from './ports.js';
import type { PicturesOnDemand } from './pictures.js';
import { runCheck } from './runCheck.js';
import { startAttempt } from './startAttempt.js';
import * as steps from './submitSteps.js';

/**
 * The verbs of proofing over what it needs from outside. Steps take `seen`: the attempt's id and, from a form, the
 * version its page showed. Those that leave the attempt in `processing` want `runCheck` next; a task does it otherwise.
 */
export function createProofing(deps: Deps) {
  const { store } = deps;
  return {
    start: (sandbox: SandboxId, applicant: Applicant, wishes?: Partial<ProofingPolicy>) =>
      startAttempt(deps, sandbox, applicant, wishes),
    giveConsent: (sandbox: SandboxId, seen: Seen) => steps.giveConsent(deps, sandbox, seen),
    declineConsent: (
      sandbox: SandboxId,
      seen: Seen,
      which: Parameters<typeof steps.declineConsent>[3],
    ) => steps.declineConsent(deps, sandbox, seen, which),
    chooseDocumentType: (sandbox: SandboxId, seen: Seen, type: DocumentType) =>
      steps.chooseDocumentType(deps, sandbox, seen, type),
    submitDocument: (sandbox: SandboxId, seen: Seen, pictures: DocumentPictures | 'on_demand') =>
      steps.submitDocument(deps, sandbox, seen, pictures),
    submitSelfie: (sandbox: SandboxId, seen: Seen, selfie: Buffer | 'on_demand') =>
      steps.submitSelfie(deps, sandbox, seen, selfie),
    submitDetails: (sandbox: SandboxId, seen: Seen, claimed: ClaimedDetails) =>
      steps.submitDetails(deps, sandbox, seen, claimed),
    sendPhoneCode: (sandbox: SandboxId, seen: Seen, by?: 'sms' | 'voice') =>
      sendPhoneCode(deps, sandbox, seen, by),
    sendLetter: (sandbox: SandboxId, seen: Seen) => sendLetter(deps, sandbox, seen),
    confirmCode: (sandbox: SandboxId, seen: Seen, typed: string) =>
      confirmCode(deps, sandbox, seen, typed),
    confirmReview: (sandbox: SandboxId, seen: Seen) => steps.confirmReview(deps, sandbox, seen),
    cancel: (sandbox: SandboxId, seen: Seen) => steps.cancel(deps, sandbox, seen),
    runCheck: (sandbox: SandboxId, id: string, onDemand?: PicturesOnDemand) =>
      runCheck(deps, sandbox, id, onDemand),
    retryCheck: (sandbox: SandboxId, seen: Seen) => steps.retryCheck(deps, sandbox, seen),
    operate: (sandbox: SandboxId, id: string, action: Action) => operate(deps, sandbox, id, action),
    endVerification: (sandbox: SandboxId, id: string, event: 'revoke' | 'lapse') =>
      endVerification(deps, sandbox, id, event),
    /** Handlers of this room's tasks, by kind. */
    tasks: {
      'proofing.check': (sandbox: SandboxId, id: string) => resumeCheck(deps, sandbox, id),
      'proofing.deadline': (sandbox: SandboxId, id: string) => endWhatIsDue(deps, sandbox, id),
      'proofing.retention': (sandbox: SandboxId, id: string) => applyRetention(deps, sandbox, id),
    },
    attempts: {
      find: (sandbox: SandboxId, id: string) => store.find(sandbox, id),
      current: (sandbox: SandboxId, account: string) => store.current(sandbox, account),
      /** What the control API answers for one attempt; undefined when there is none. */
      get: async (sandbox: SandboxId, id: string) => {
        const attempt = await store.find(sandbox, id);
        return attempt && attemptView(attempt, await store.picturesHeld(sandbox, id));
      },
      list: async (sandbox: SandboxId, query: AttemptQuery) => {
        const { items, next } = await store.list(sandbox, query);
        return { items: items.map((attempt) => attemptView(attempt)), next };
      },
      picture: (sandbox: SandboxId, id: string, kind: PictureKind) =>
        store.picture(sandbox, id, kind),
    },
  };
}

export type Proofing = ReturnType<typeof createProofing>;
