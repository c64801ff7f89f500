import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeLiveness } from '../../src/engine/rules/judgeLiveness.js';
import { reportOf } from '../../src/engine/rules/verdict.js';
import type { Face, FacesReading } from '../../src/engine/tasks.js';
import type { Shot } from '../../src/press/index.js';
import type { Bench } from './pictures.js';
import { CONTEXT, createBench, personaOf } from './pictures.js';

const MINUTE = 60_000;

function frame(change: Partial<Face> = {}, more: readonly Partial<Face>[] = []): FacesReading {
  const face: Face = {
    box: { x: 0, y: 0, width: 200, height: 200 },
    score: 0.9,
    descriptor: [0, 0],
    turn: 0,
    mouthLift: 0.02,
  };
  const faces = [change, ...more].map((one) => ({ ...face, ...one }));
  return { width: 480, height: 600, quality: {} as FacesReading['quality'], faces };
}

const STRAIGHT = frame();
const TURNED = frame({ turn: 0.5 });
const SMILING = frame({ mouthLift: 0.08 });
const judged = (...frames: FacesReading[]) => {
  const { outcome, reasons } = reportOf(judgeLiveness(frames), {});
  return { outcome, reasons };
};

describe('an active challenge', () => {
  it('passes who looks straight, turns to either side and smiles', () => {
    const passed = { outcome: 'pass', reasons: [] };
    expect(judged(STRAIGHT, TURNED, SMILING)).toEqual(passed);
    expect(judged(STRAIGHT, frame({ turn: -0.5 }))).toEqual(passed);
  });

  it.each([
    ['the same picture twice', [STRAIGHT, STRAIGHT]],
    ['somebody who never looks straight', [TURNED, TURNED]],
    ['a third frame without a smile', [STRAIGHT, TURNED, STRAIGHT]],
    ['another face in the second frame', [STRAIGHT, frame({ turn: 0.5, descriptor: [0, 0.6] })]],
  ])('fails %s', (_, frames) => {
    expect(judged(...frames)).toEqual({ outcome: 'fail', reasons: ['liveness.failed'] });
  });

  it('asks again where a face is missing or another stands beside it, not for one in the background', () => {
    const nobody = { ...STRAIGHT, faces: [] };
    expect(judged(STRAIGHT, nobody).reasons).toEqual(['selfie.face_not_detected']);
    const beside = frame({ turn: 0.5 }, [{}]);
    expect(judged(STRAIGHT, beside).reasons).toEqual(['selfie.multiple_faces']);
    const behind = frame({ turn: 0.5 }, [{ box: { x: 0, y: 0, width: 40, height: 40 } }]);
    expect(judged(STRAIGHT, behind).outcome).toBe('pass');
  });
});

describe('inspecting frames', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench();
  }, MINUTE);
  afterAll(() => bench.engine.close());

  const inspect = async (...shots: Shot[]) => {
    const person = personaOf(bench, 'maria');
    const front = await bench.press.renderDocument({ person, type: 'passport', side: 'front' });
    const frames = await Promise.all(shots.map((shot) => bench.press.pictureOf(person, shot)));
    return bench.engine.inspect({ type: 'passport', front, frames, today: CONTEXT.today });
  };

  it(
    'compares the first with the portrait and judges what the others do',
    async () => {
      const passed = await inspect('selfie', 'turn', 'smile');
      expect(passed).toMatchObject({ ok: true, value: { outcome: 'pass', reasons: [] } });
      const still = await inspect('selfie', 'selfie');
      expect(still).toMatchObject({ ok: true, value: { reasons: ['liveness.failed'] } });
    },
    2 * MINUTE,
  );
});
