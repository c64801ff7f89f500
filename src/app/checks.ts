import type { Engine } from '../engine/index.js';
import { recordOf } from '../control/index.js';
import type { Press } from '../press/index.js';
import {
  catalogueSource,
  createRecordsCheck,
  firstOf,
  type Checks,
  type RecordsSource,
} from '../proofing/index.js';
import {
  magicDocumentCheck,
  magicRecordsCheck,
  magicSelfieCheck,
  ruledDocumentCheck,
  ruledRecordsCheck,
  ruledSelfieCheck,
  scriptLayer,
  stepScript,
  type Layer,
  type MagicDeps,
  type Outcomes,
} from '../scenarios/index.js';

/** 63A asks for nothing; ID.me and Login.gov proof adults alone. */
const MINIMUM_AGE = 18;

export interface ChecksDeps {
  readonly engine: Pick<Engine, 'documentCheck' | 'selfieCheck'>;
  readonly outcomes: Outcomes;
  /** What always holds: a persona's story, then a partner's defaults. */
  readonly standing: Layer;
  readonly press: Press;
  /** The sandbox's own rows, asked before the catalogue. */
  readonly records: RecordsSource;
  readonly magic: MagicDeps;
  readonly recordsMode: 'open' | 'strict';
}

/**
 * The ports of proofing, in the order of precedence (contract section 5): scripts, payload documents and magic values, a persona's
 * story, a partner's defaults, and then the real engine and the simulated authoritative sources.
 */
export function createChecks(deps: ChecksDeps): Checks {
  const { engine, outcomes, standing, press, records, recordsMode, magic } = deps;
  const scripts = scriptLayer(outcomes);
  const source = firstOf(records, catalogueOf(press));
  const settings = { mode: recordsMode, minimumAge: MINIMUM_AGE };
  const real = {
    document: ruledDocumentCheck(engine.documentCheck, standing),
    selfie: ruledSelfieCheck(engine.selfieCheck, standing),
    records: ruledRecordsCheck(createRecordsCheck({ source, settings }), standing),
  };
  return {
    document: ruledDocumentCheck(magicDocumentCheck(real.document, magic), scripts),
    selfie: ruledSelfieCheck(magicSelfieCheck(real.selfie, magic), scripts),
    records: ruledRecordsCheck(magicRecordsCheck(real.records, magic), scripts),
    script: stepScript(scripts, standing, outcomes),
  };
}

/** The catalogue is read when somebody is first looked up. */
function catalogueOf(press: Press): RecordsSource {
  let source: RecordsSource | undefined;
  const open = () =>
    (source ??= catalogueSource(press.personas.list().map((persona) => recordOf(persona))));
  return {
    bySsn: (sandbox, ssn) => open().bySsn(sandbox, ssn),
    byDocument: (sandbox, number) => open().byDocument(sandbox, number),
    byPhone: (sandbox, phone) => open().byPhone(sandbox, phone),
  };
}
