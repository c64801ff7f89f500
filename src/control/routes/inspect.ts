import { HOW_TO_INSTALL, type Engine, type Inspection } from '../../engine/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { REASONS } from '../../proofing/index.js';
import { invalid, problem } from '../http/problem.js';
import { answer, type Reply } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { readUpload, type Upload, type UploadFault } from '../http/upload.js';
import { validate } from '../http/validate.js';
import * as schemas from '../schemas/inspect.js';

export interface InspectRoutesDeps {
  readonly engine: Pick<Engine, 'inspect' | 'available'>;
  readonly today: (sandbox: SandboxId) => Promise<CalendarDate>;
}

const MARIA = '/personas/maria';
/** Pictures by the paths below this API that give some. */
const EXAMPLE = {
  type: 'drivers_license',
  front: `${MARIA}/documents/drivers_license/front.jpg`,
  back: `${MARIA}/documents/drivers_license/back.jpg`,
  selfie: `${MARIA}/pictures/selfie`,
  claimed: { given_name: 'Maria', family_name: 'Alvarez' },
};

export const inspectRoutes = ({ engine, today }: InspectRoutesDeps): readonly Route[] => [
  route({
    method: 'POST',
    path: '/engine/inspect',
    summary: 'What the real engine says about pictures; nothing is kept',
    upload: schemas.inspectForm,
    example: EXAMPLE,
    replies: { 200: { description: 'The findings.', schema: schemas.findings } },
    handle: async ({ ctx, sandbox }) => {
      if (!engine.available)
        return problem('engine_absent', `It cannot look at pictures: ${HOW_TO_INSTALL}.`);
      const upload = await readUpload(ctx);
      if (!upload.ok) return problem(upload.reason, FAULTS[upload.reason]);
      const inspection = inspectionIn(upload.value, await today(sandbox));
      return 'status' in inspection ? inspection : inspect(engine, inspection);
    },
  }),
];

const FAULTS: Readonly<Record<UploadFault, string>> = {
  malformed: 'The body must be a multipart form (RFC 7578).',
  too_large: 'Each picture may have at most 16 MB, and there are at most eight.',
  unsupported_media_type: 'The body must be sent as multipart/form-data.',
};

const KNOWN = ['type', 'front', 'back', 'selfie', 'frames', 'frames[]', 'claimed'];
const [FEWEST_FRAMES, MOST_FRAMES] = [2, 3];

function inspectionIn({ files, fields }: Upload, today: CalendarDate): Inspection | Reply {
  const unknown = [...files.keys(), ...fields.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return invalid(`/${unknown}`, 'is not a known part', KNOWN);
  const type = validate(schemas.documentType, fields.get('type')?.[0]);
  if (!type.ok) return invalid('/type', type.errors[0]?.message ?? '', type.errors[0]?.known);
  const [front] = files.get('front') ?? [];
  if (!front || front.length === 0) return invalid('/front', 'is required: a picture');
  const frames = framesIn(files);
  if ('status' in frames) return frames;
  const claimed = claimedIn(fields.get('claimed')?.[0]);
  if (claimed && 'status' in claimed) return claimed;
  return {
    ...{ type: type.value, front, today, claimed: claimed?.value },
    ...{ back: files.get('back')?.[0], selfie: files.get('selfie')?.[0], frames },
  };
}

/** The frames of a challenge, none when it was not made. */
function framesIn(files: Upload['files']): readonly Buffer[] | Reply {
  const frames = [...(files.get('frames') ?? []), ...(files.get('frames[]') ?? [])];
  const whole = frames.length >= FEWEST_FRAMES && frames.length <= MOST_FRAMES;
  if (frames.length === 0 || whole) return frames;
  return invalid('/frames', 'must be two or three pictures: straight, turned, smiling');
}

function claimedIn(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    const judged = validate(schemas.claimed, JSON.parse(text));
    if (judged.ok) return judged;
    return problem(
      'invalid',
      'The claimed attributes are not sound.',
      judged.errors.map((error) => ({ ...error, path: `/claimed${error.path}` })),
    );
  } catch {
    return invalid('/claimed', 'must be JSON');
  }
}

const REFUSED: Readonly<Record<string, string>> = {
  'picture.too_large': 'has more than 16 MB',
  'picture.not_a_picture': 'is no JPEG, PNG or WebP picture',
  'picture.too_many_pixels': 'has more than 50 megapixels',
};

const tooSlow = (): Reply => problem('internal', 'The engine did not answer in time; ask again.');

async function inspect(engine: Pick<Engine, 'inspect'>, inspection: Inspection): Promise<Reply> {
  const found = await engine.inspect(inspection);
  if (!found.ok && found.reason === 'picture.not_read') return tooSlow();
  if (!found.ok)
    return invalid(`/${String(found.details?.['picture'])}`, REFUSED[found.reason] ?? found.reason);
  const { outcome, reasons, checks, timings_ms } = found.value;
  if (outcome === 'error') return tooSlow();
  return answer(200, {
    outcome,
    reasons: reasons.map((code) => ({ code, message: REASONS[code].operator })),
    checks: checks.map(({ evidence = {}, ...check }) => ({ ...check, evidence })),
    timings_ms,
  });
}
