import { fileURLToPath } from 'node:url';
import { createEngine } from '../../src/engine/index.js';
import type { Engine } from '../../src/engine/index.js';
import { createPress } from '../../src/press/index.js';
import type { Persona, Press, WearName } from '../../src/press/index.js';
import type { CheckContext, DocumentReport, DocumentType } from '../../src/proofing/index.js';
import { sidesOf } from '../../src/proofing/index.js';
// @ts-expect-error a build script has no types
import { buildEngine } from '../../scripts/build/engine.mjs';

/** Built workers over the press's pictures. */
export interface Bench {
  readonly engine: Engine;
  readonly press: Press;
}

export const CONTEXT = { today: '2026-11-22' } as CheckContext;

export async function createBench(): Promise<Bench> {
  const { target } = await (buildEngine as () => Promise<{ target: string }>)();
  const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
  return { engine: createEngine({ workersDir: target }), press: createPress({ fixtures }) };
}

export function personaOf({ press }: Bench, id: string): Persona {
  const persona = press.personas.get(id);
  if (!persona) throw new Error(`no persona ${id}`);
  return persona;
}

/** The engine's report on a persona's document in that wear, held against what the persona would type. */
export async function examine(
  bench: Bench,
  type: DocumentType,
  wear: WearName = 'good',
  id = 'maria',
): Promise<DocumentReport> {
  const person = personaOf(bench, id);
  const render = (side: 'front' | 'back') =>
    bench.press.renderDocument({ person, type, side, wear });
  const pictures = async () => ({
    front: await render('front'),
    back: sidesOf(type).includes('back') ? await render('back') : undefined,
  });
  const { given_name, family_name, birthdate } = person.attributes;
  const claimed = { given_name, family_name, birthdate };
  const report = await bench.engine.documentCheck.check(CONTEXT, type, pictures, claimed);
  if (report.outcome === 'error') throw new Error(report.reasons.join());
  return report;
}
