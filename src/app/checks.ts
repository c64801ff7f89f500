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
  scriptedDocumentCheck,
  scriptedRecordsCheck,
  scriptedSelfieCheck,
  stepScript,
  type MagicDeps,
  type Outcomes,
} from '../scenarios/index.js';

/** 63A asks for nothing; ID.me and Login.gov proof adults alone. */
const MINIMUM_AGE = 18;

export interface ChecksDeps {
  readonly engine: Engine;
  readonly outcomes: Outcomes;
  readonly press: Press;
  /** The sandbox's own rows, asked before the catalogue. */
  readonly records: RecordsSource;
  readonly magic: MagicDeps;
  readonly recordsMode: 'open' | 'strict';
}

/** The ports of proofing: scripts first, then payload documents and magic values, then the real engine and the simulated authoritative sources. */
export function createChecks(deps: ChecksDeps): Checks {
  const { engine, outcomes, press, records, recordsMode, magic } = deps;
  const source = firstOf(records, catalogueOf(press));
  const settings = { mode: recordsMode, minimumAge: MINIMUM_AGE };
  return {
    document: scriptedDocumentCheck(magicDocumentCheck(engine.documentCheck, magic), outcomes),
    selfie: scriptedSelfieCheck(magicSelfieCheck(engine.selfieCheck, magic), outcomes),
    records: scriptedRecordsCheck(
      magicRecordsCheck(createRecordsCheck({ source, settings }), magic),
      outcomes,
    ),
    script: stepScript(outcomes),
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
