import type { HandOffs } from '../../../../oidc/index.js';
import type { Attempt, Proofing } from '../../../../proofing/index.js';
import type { SandboxId } from '../../../../platform/ids.js';
import type { Result } from '../../../../platform/result.js';
import type { MagicMode } from '../../../../scenarios/index.js';
import { placeOf } from '../../../requestState.js';
import type { TesterTools } from '../../tester/testerTools.js';
import type { Exchange } from '../exchange.js';

/** Makes a sound picture of uploaded bytes: oriented, stripped of metadata, bounded; in a worker. Real documents are refused. */
export type SanitizePicture = (
  bytes: Buffer,
  field: 'front' | 'back' | 'selfie',
) => Promise<Result<Buffer, string>>;

export interface ProofingPagesDeps {
  readonly proofing: Proofing;
  readonly handOffs: HandOffs;
  readonly sanitizePicture: SanitizePicture;
  /** Whose magic values count for a client's people; with any, documents in words (YAML or JSON) are taken for pictures. */
  readonly magicOf: (sandbox: SandboxId, client: string | undefined) => Promise<MagicMode>;
  readonly liveCamera: boolean;
  /** Absent without the picture tray. */
  readonly tester?: TesterTools | undefined;
  /** Postal codes and names of the states that an address may lie in. */
  readonly regions: readonly { readonly code: string; readonly name: string }[];
}

/** The attempt that the request is about; pages that need one lead to the start without it. */
export async function attemptOf(
  { proofing }: Pick<ProofingPagesDeps, 'proofing'>,
  { signIn, ctx }: Exchange,
): Promise<Attempt | undefined> {
  const sandbox = placeOf(ctx).id;
  const { subscriber, facts } = signIn;
  if (!subscriber) return undefined;
  const current = await proofing.attempts.current(sandbox, subscriber.id);
  if (current) return current;
  const { attempt } = facts.progress;
  const own = attempt === undefined ? undefined : await proofing.attempts.find(sandbox, attempt);
  return own?.applicant.account === subscriber.id ? own : undefined;
}

/** A check that is quick is waited for, so that the person sees its result at once; a slow one gets the waiting page. */
const PATIENCE_MS = 1200;

/**
 * Runs the check of a submission; what this process does not finish, a task does. An attempt that was begun in another sign-in
 * becomes this one's.
 */
export async function check(
  { proofing }: ProofingPagesDeps,
  exchange: Exchange,
  attempt: string,
): Promise<void> {
  const { facts } = exchange.signIn;
  if (facts.progress.attempt !== attempt)
    await exchange.advance((progress) => ({ ...progress, attempt, verifiedSeen: false }));
  const running = proofing.runCheck(placeOf(exchange.ctx).id, attempt);
  const failed = running.catch((error: unknown) => {
    exchange.ctx.app.emit('error', error, exchange.ctx);
  });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([failed, patience]);
  clearTimeout(timer);
}

/** Whose magic values count on this request's pages. */
export const magicOf = (deps: ProofingPagesDeps, { ctx, signIn }: Exchange): Promise<MagicMode> =>
  deps.magicOf(placeOf(ctx).id, String(signIn.params['client_id']));

/** Whether this request's pages take payload documents. */
export const takesPayloads = async (
  deps: ProofingPagesDeps,
  exchange: Exchange,
): Promise<boolean> => (await magicOf(deps, exchange)) !== 'off';

/** A partner's page can always be gone back to; without a partner, or on a device that was lent one step, there is nowhere to cancel to. */
export const cancelPath = ({ signIn, path, lent }: Exchange): string | undefined =>
  signIn.facts.request.firstParty || lent ? undefined : path('verify/cancel');
