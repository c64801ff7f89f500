import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasPictureParts } from '../platform/pictureParts.js';
import type { DocumentType, Side } from '../proofing/index.js';
import { sidesOf } from '../proofing/index.js';
import type { Format } from './camera/finish.js';
import { finish, poseFor } from './camera/finish.js';
import { above, photograph } from './camera/photograph.js';
import type { Pixels } from './camera/photograph.js';
import { PICTURE } from './camera/pose.js';
import type { Pose } from './camera/pose.js';
import { createBarcodeWriter } from './drawing/barcode.js';
import { createLetters } from './drawing/letters.js';
import type { Catalogue } from './personas/catalogue.js';
import { createCatalogue } from './personas/catalogue.js';
import { draw } from './personas/draws.js';
import type { Bearer } from './personas/persona.js';
import { personFrom } from './personas/template.js';
import type { Shot } from './pictures.js';
import { isPhotograph, pictureOf } from './pictures.js';
import { planBeside, planOf } from './plan.js';
import type { Plan } from './plan.js';
import { print } from './print.js';
import type { WearName } from './wears.js';

export interface DocumentOrder {
  readonly person: Bearer;
  readonly type: DocumentType;
  readonly side: Side;
  readonly wear?: WearName | undefined;
  /** `photo` (default): the document on a desk, 1600 x 1200; `print`: the document alone, 1000 pixels wide. */
  readonly view?: 'photo' | 'print' | undefined;
  readonly format?: Format | undefined;
}

export interface FolderOrder {
  readonly person: Bearer;
  readonly type: DocumentType;
  readonly out: string;
  readonly wear?: WearName | undefined;
}

export interface Press {
  readonly personas: Catalogue;
  readonly personFrom: typeof personFrom;
  /** Whether such a picture can be made here: all but two portraits need the packages that draw, which are optional. */
  canMake(what: DocumentType | 'selfie', wear?: WearName): boolean;
  /** One side of a document, the same bytes for the same order. */
  renderDocument(order: DocumentOrder): Promise<Buffer>;
  pictureOf(person: Bearer, shot: Shot, wear?: WearName): Promise<Buffer>;
  /** Writes every side of the document and the selfie as JPEG into the folder `out`; answers the files' paths. */
  pressToFolder(order: FolderOrder): Promise<readonly string[]>;
}

const PRINT_WIDTH = 1000;

/** The press over the folder `fixtures`: nothing is read before it is asked for. */
export function createPress({ fixtures }: { readonly fixtures: string }): Press {
  const faces = join(fixtures, 'faces');
  // Resolved from the fixtures' folder, so that a bundle finds the package as the sources do.
  const resolve = (name: string): string => createRequire(join(fixtures, 'press.js')).resolve(name);
  const shop = {
    faces,
    letters: createLetters(join(fixtures, 'fonts')),
    barcode: createBarcodeWriter(() => resolve('zxing-wasm/writer/zxing_writer.wasm')),
  };

  let parts: boolean | undefined;
  const hasParts = (): boolean => (parts ??= hasPictureParts());

  const renderDocument = async (order: DocumentOrder): Promise<Buffer> => {
    const { person, type, side, wear = 'good', view = 'photo', format = 'jpeg' } = order;
    const plan = planOf(person, type, side, wear);
    if (view === 'print') return finish(await print(shop, plan, PRINT_WIDTH), wear, format);
    const pose = poseFor(wear, draw(`${person.id} ${type} ${side}`, 'sway', 1000) / 1000);
    const taken = await take(plan, pose);
    if (wear !== 'two_documents') return finish(taken, wear, format);
    const [across, up] = pose.shift;
    const other = await take(planBeside(person, type, side), { ...pose, shift: [across, -up] });
    return finish(above(taken, other), wear, format);
  };

  const take = async (plan: Plan, pose: Pose): Promise<Pixels> =>
    photograph(await print(shop, plan, Math.round(PICTURE.width * pose.fill)), pose);

  const takePicture = (person: Bearer, shot: Shot, wear?: WearName): Promise<Buffer> =>
    pictureOf(faces, person, shot, wear);

  const pressToFolder = async (order: FolderOrder): Promise<readonly string[]> => {
    const { person, type, out, wear = 'good' } = order;
    await mkdir(out, { recursive: true });
    const files: string[] = [];
    const put = async (name: string, picture: Buffer): Promise<void> => {
      const file = join(out, `${person.id}-${name}.jpg`);
      await writeFile(file, picture);
      files.push(file);
    };
    const worn = wear === 'good' ? '' : `-${wear}`;
    for (const side of sidesOf(type)) {
      await put(`${type}-${side}${worn}`, await renderDocument({ person, type, side, wear }));
    }
    await put(`selfie${worn}`, await takePicture(person, 'selfie', wear));
    return files;
  };

  return {
    personas: createCatalogue(join(fixtures, 'personas')),
    personFrom,
    canMake: (what, wear) => (what === 'selfie' && isPhotograph(wear)) || hasParts(),
    renderDocument,
    pictureOf: takePicture,
    pressToFolder,
  };
}
