import { isReasonCode, REASONS, type ReasonCode } from '../../proofing/index.js';
import { bareWordsOf, reasonsOf, resultsOf, SCRIPT_STEPS } from '../../scenarios/index.js';
import type * as schemas from '../schemas/catalogue.js';
import type { PositionIn } from './lookAhead.js';
import { alike, relyingPartySees } from './relyingParty.js';
import { STEP_SENTENCES } from './sentences.js';

const CODES = Object.keys(REASONS).filter(isReasonCode);

const stepsWith = (code: ReasonCode) =>
  SCRIPT_STEPS.filter((step) => reasonsOf(step).includes(code));

/** Every reason, with what the relying party sees of it at each step that can give it. */
export const reasonsSeen = (positionIn: PositionIn): schemas.Reason[] =>
  CODES.map((id) => {
    const { operator, disposition, severity, check, aliases } = REASONS[id];
    const seen = alike(stepsWith(id), (step) => relyingPartySees(step, { result: id }, positionIn));
    return {
      ...{ id, sentence: operator, disposition, severity, check, aliases: [...aliases] },
      relying_party: seen.map(({ things, profiles }) => ({ steps: [...things], profiles })),
    };
  });

/** Every step of scripts, with what the relying party sees of each outcome. */
export const stepsSeen = (positionIn: PositionIn): schemas.ScriptStep[] =>
  SCRIPT_STEPS.map((id) => {
    const seen = alike(bareWordsOf(id), (result) => relyingPartySees(id, { result }, positionIn));
    return {
      ...{ id, sentence: STEP_SENTENCES[id] },
      ...{ results: [...resultsOf(id)], reasons: [...reasonsOf(id)] },
      relying_party: seen.map(({ things, profiles }) => ({ outcomes: [...things], profiles })),
    };
  });
