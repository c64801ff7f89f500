import { isDeepStrictEqual } from 'node:util';
import { errorOf, leaving, levelsIn, PROFILES, type Profile, type Step } from '../../oidc/index.js';
import { effectOf, type EntryRequest, type ScriptStep } from '../../scenarios/index.js';
import type { Seen } from '../schemas/catalogue.js';
import { ASKED_SCOPE, stepAfter, VERIFIED, type PositionIn } from './lookAhead.js';

/** What a relying party sees, by profile. */
export type SeenByProfile = Readonly<Record<string, Seen>>;

/** What an entry of a script leads to for the partner that asked for an identity: the dispatcher's own answer, played on nobody. */
export function relyingPartySees(
  step: ScriptStep,
  entry: EntryRequest,
  positionIn: PositionIn,
): SeenByProfile {
  const next = stepAfter(effectOf(step, entry), positionIn);
  return Object.fromEntries(PROFILES.map((profile) => [profile.id, seenAt(next, profile)]));
}

function seenAt(step: Step, profile: Profile): Seen {
  switch (step.at) {
    case 'finish': {
      const claims = levelsIn(profile, VERIFIED, { ial: 2, aal: 2 }, ASKED_SCOPE.split(' '));
      const told = Object.entries(claims).map(([name, value]) => `${name} ${String(value)}`);
      return { answer: 'code', sentence: `A code, and tokens with ${told.join(', ')}.`, claims };
    }
    case 'refuse': {
      const { error, description } = step;
      const sentence = `error=${error} at once: ${description}.`;
      return { answer: 'error', sentence, error, error_description: description };
    }
    default:
      return waiting(step, profile);
  }
}

/** Nobody is sent back before the person goes on, or goes back. */
function waiting(step: Step, { promptNoneError }: Profile): Seen {
  const { error, description } = leaving(step);
  const meanwhile = promptNoneError ?? errorOf(step)?.error;
  return {
    answer: 'none',
    sentence:
      `Nothing yet: ${whatFollows(step)}. If the person goes back instead: error=${error}, ${description}. ` +
      `Meanwhile prompt=none is answered with error=${meanwhile ?? error}.`,
    ...{ error, error_description: description, prompt_none_error: meanwhile },
  };
}

const FOLLOWS: Readonly<Record<string, string>> = {
  sign_in: 'the person may try to sign in again',
  second_factor: 'the person may try the second factor again',
  confirm_email: 'the person waits for the mail',
  phone_code: 'the person waits for the code',
  retry: 'the person is asked for the step again',
  processing: 'the same submission is checked again',
  in_review: 'somebody has to decide first',
  address_code: 'the person waits for a letter, whose code ends the wait',
  declined: 'the person reads that the identity could not be verified',
  consent: 'the attempt rests, and the person may take it up',
  start: 'the attempt is over, and the person may begin another',
};

const whatFollows = (step: Step): string =>
  FOLLOWS[step.at === 'proof' ? step.position.at : step.at] ?? 'the person has something to do';

/** Things that lead to the same, together, in the order in which they first occur. */
export function alike<T>(
  things: readonly T[],
  seenOf: (thing: T) => SeenByProfile,
): readonly { readonly things: readonly T[]; readonly profiles: SeenByProfile }[] {
  const groups: { things: T[]; profiles: SeenByProfile }[] = [];
  for (const thing of things) {
    const profiles = seenOf(thing);
    const same = groups.find((group) => isDeepStrictEqual(group.profiles, profiles));
    if (same) same.things.push(thing);
    else groups.push({ things: [thing], profiles });
  }
  return groups;
}
