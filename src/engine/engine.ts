import type { Attributes } from '../assurance/index.js';
import type { CalendarDate } from '../platform/clock.js';
import { MINUTE } from '../platform/clock.js';
import { ok } from '../platform/result.js';
import type { Result } from '../platform/result.js';
import { hasPictureParts } from '../platform/pictureParts.js';
import { plainJpeg } from './picture/plainJpeg.js';
import { createPool, isInstalled } from './pool.js';
import type { Pool } from './pool.js';
import type {
  CheckReport,
  CheckResult,
  DocumentCheck,
  DocumentReport,
  DocumentPictures,
  DocumentType,
  SelfieCheck,
  Side,
  VendorFault,
} from './ports.js';
import { BUDGET_MS, readSides } from './readSides.js';
import { judgeDocument } from './rules/judgeDocument.js';
import { judgeLiveness } from './rules/judgeLiveness.js';
import { judgeSelfie } from './rules/judgeSelfie.js';
import { reportOf } from './rules/verdict.js';
import type { FacesReading, PictureRefusal, Sanitized } from './tasks.js';
import type { Fault } from './worker.js';

export interface EngineSettings {
  /** Folder of the bundles that scripts/build/engine.mjs makes. */
  readonly workersDir: string;
  /** After how long without work a worker ends and gives its memory back. */
  readonly idleMs?: number;
}

/** Pictures to judge and what to hold them against. */
export interface Inspection {
  readonly type: DocumentType;
  readonly front: Buffer;
  readonly back?: Buffer | undefined;
  readonly selfie?: Buffer | undefined;
  /** Two or three: looking straight, turned to a side, smiling. Without a selfie the first is compared with the portrait. */
  readonly frames?: readonly Buffer[] | undefined;
  readonly claimed?: Attributes | undefined;
  readonly today: CalendarDate;
}

/** What the engine says about pictures; `outcome` `error` when a worker did not answer. */
export interface Findings {
  readonly outcome: CheckReport['outcome'] | 'error';
  readonly reasons: CheckReport['reasons'];
  readonly checks: readonly CheckResult[];
  readonly timings_ms: Readonly<Record<string, number>>;
}

export interface Engine {
  /** Whether workers, models and the packages they need are installed; without them every check answers `vendor.unavailable`. */
  readonly available: boolean;
  readonly documentCheck: DocumentCheck;
  readonly selfieCheck: SelfieCheck;
  /** Judges pictures and keeps nothing; `details.picture` names a picture that is refused. */
  inspect(inspection: Inspection): Promise<Result<Findings, PictureRefusal>>;
  /**
   * Makes an upload a plain JPEG without metadata, long edge at most 1800 pixels. With `guard`, the side that is
   * to be shown, it refuses what looks like a real person's document (`picture.looks_real`). Without the engine a JPEG only loses its metadata, and nothing else is taken
   * (`picture.not_jpeg`). `picture.not_read`: the worker was too slow, or ended.
   */
  sanitizePicture(bytes: Uint8Array, options?: { readonly guard?: Side }): Promise<Sanitized>;
  close(): Promise<void>;
}

/** What to do where the engine is not installed. */
export const HOW_TO_INSTALL =
  'its models, or the optional packages sharp and zxing-wasm, are missing: install Standin again with optional packages (npm install without --omit=optional), or in a checkout run npm ci && npm run build';

/** The engine over its two workers, which start with the first picture. */
export function createEngine({ workersDir, idleMs = MINUTE }: EngineSettings): Engine {
  const pool = createPool(workersDir, idleMs);
  const document = (
    type: DocumentType,
    pictures: DocumentPictures,
    today: CalendarDate,
    claimed?: Attributes,
  ) => checkDocument(pool, { type, pictures, today, claimed });
  const selfie = (bytes: Buffer, portrait: readonly number[] | undefined) =>
    checkSelfie(pool, bytes, portrait);
  let found: boolean | undefined;
  const available = (): boolean => (found ??= isInstalled(workersDir) && hasPictureParts());
  const sanitizePicture: Engine['sanitizePicture'] = async (bytes, { guard } = {}) => {
    if (!available()) return plainJpeg(bytes);
    const answer = await pool.sanitize({ kind: 'sanitize', bytes, guard }, BUDGET_MS);
    return answer.ok ? answer.value : { ok: false, reason: 'picture.not_read' };
  };
  return {
    get available() {
      return available();
    },
    documentCheck: {
      check: async ({ today }, type, pictures, claimed) =>
        available()
          ? document(type, await pictures(), today, claimed)
          : fault('vendor.unavailable'),
    },
    selfieCheck: {
      check: async (_, picture, portrait) =>
        available() ? selfie(await picture(), portrait) : fault('vendor.unavailable'),
    },
    inspect: (inspection) =>
      inspect(
        { document, selfie, liveness: (frames) => checkLiveness(pool, frames), sanitizePicture },
        inspection,
      ),
    sanitizePicture,
    close: pool.close,
  };
}

const fault = (reason: Fault): VendorFault => ({
  outcome: 'error',
  reasons: [reason],
  decidedBy: 'engine',
});

const since = (start: number): number => Math.round(performance.now() - start);

interface DocumentOrder {
  readonly type: DocumentType;
  readonly pictures: DocumentPictures;
  readonly today: CalendarDate;
  readonly claimed?: Attributes | undefined;
}

async function checkDocument(
  pool: Pool,
  { type, pictures, today, claimed }: DocumentOrder,
): Promise<DocumentReport | VendorFault> {
  const start = performance.now();
  const sides = await readSides(pool, type, pictures);
  if (!sides.ok) return fault(sides.reason);
  const { checks, data } = judgeDocument({ type, ...sides.value, claimed, today });
  return {
    ...reportOf(checks, { document: since(start) }),
    extracted: data,
    portrait: sides.value.front.faces?.faces[0]?.descriptor,
  };
}

async function checkSelfie(
  pool: Pool,
  bytes: Buffer,
  portrait: readonly number[] | undefined,
): Promise<CheckReport | VendorFault> {
  const start = performance.now();
  const faces = await pool.faces({ bytes }, BUDGET_MS);
  if (!faces.ok) return fault(faces.reason);
  return reportOf(judgeSelfie(faces.value, portrait), { selfie: since(start) });
}

/** Frames of an active challenge, in its order. */
async function checkLiveness(
  pool: Pool,
  frames: readonly Buffer[],
): Promise<CheckReport | VendorFault> {
  const start = performance.now();
  const readings: FacesReading[] = [];
  for (const bytes of frames) {
    const faces = await pool.faces({ bytes }, BUDGET_MS);
    if (!faces.ok) return fault(faces.reason);
    readings.push(faces.value);
  }
  return reportOf(judgeLiveness(readings), { liveness: since(start) });
}

interface Checks {
  document(
    type: DocumentType,
    pictures: DocumentPictures,
    today: CalendarDate,
    claimed?: Attributes,
  ): Promise<DocumentReport | VendorFault>;
  selfie(
    bytes: Buffer,
    portrait: readonly number[] | undefined,
  ): Promise<CheckReport | VendorFault>;
  liveness(frames: readonly Buffer[]): Promise<CheckReport | VendorFault>;
  readonly sanitizePicture: Engine['sanitizePicture'];
}

async function inspect(
  checks: Checks,
  { type, front, back, selfie, frames = [], claimed, today }: Inspection,
): Promise<Result<Findings, PictureRefusal>> {
  const start = performance.now();
  const named = frames.map((bytes, i) => [`frames/${i}`, bytes] as const);
  const clean = new Map<string, Buffer>();
  for (const [picture, bytes] of [...Object.entries({ front, back, selfie }), ...named]) {
    if (!bytes) continue;
    const made = await checks.sanitizePicture(bytes);
    if (!made.ok) return { ok: false, reason: made.reason, details: { picture } };
    clean.set(picture, Buffer.from(made.jpeg));
  }
  const pictures = { front: clean.get('front') ?? front, back: clean.get('back') };
  const document = await checks.document(type, pictures, today, claimed);
  const portrait = 'portrait' in document ? document.portrait : undefined;
  const face = clean.get('selfie') ?? clean.get('frames/0');
  const shown = named.flatMap(([name]) => clean.get(name) ?? []);
  const reports = [
    document,
    ...(face ? [await checks.selfie(face, portrait)] : []),
    ...(shown.length > 0 ? [await checks.liveness(shown)] : []),
  ];
  return ok(together(reports, since(start)));
}

/** Reports as one: the worse outcome, all reasons and checks. */
function together(reports: readonly (CheckReport | VendorFault)[], total: number): Findings {
  const faulty = reports.find((report) => report.outcome === 'error');
  const read = reports.flatMap((report) => (report.outcome === 'error' ? [] : [report]));
  const all = reportOf(
    read.flatMap(({ checks }) => checks),
    Object.assign({}, ...read.map(({ timingsMs }) => timingsMs), { total }) as Record<
      string,
      number
    >,
  );
  return {
    outcome: faulty ? 'error' : all.outcome,
    reasons: faulty ? faulty.reasons : all.reasons,
    checks: all.checks,
    timings_ms: all.timingsMs,
  };
}
