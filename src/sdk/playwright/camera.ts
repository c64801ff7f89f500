import type { BrowserContext } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { Ref } from '../resources/resource.js';
import type { Standin } from '../standin.js';
import { keepShown } from './shown.js';

export interface CameraWishes {
  /** Which document lies before the camera: `drivers_license` unless said. */
  readonly type?: string;
  /** What the pictures suffer from, by what is photographed: words of `catalogue.wears()`. */
  readonly wears?: Readonly<Partial<Record<'front' | 'back' | 'selfie', string>>>;
}

/** What the script in the pages is told: a picture in base64, or why there is none. */
type Shown = { readonly picture: string } | Trouble;
interface Trouble {
  readonly trouble: 'denied' | 'none';
}
interface Sight {
  readonly person: Ref;
  readonly wishes: CameraWishes;
}

/** Beside this file once it is built. */
const SCRIPT = fileURLToPath(new URL('./replaceCamera.js', import.meta.url));

/** The camera of every page of the browser context. */
export interface Camera {
  /** It sees this person and their document. */
  show(person: Ref, wishes?: CameraWishes): void;
  /** The browser's user refuses the page the camera. */
  deny(): void;
  /** There is no camera. */
  none(): void;
}

/** Takes the place of `getUserMedia`; until a person is shown there is no camera. */
export async function createCamera(context: BrowserContext, standin: Standin): Promise<Camera> {
  let sees: Sight | Trouble = { trouble: 'none' };
  const picturesTaken = new Map<string, Promise<string>>();

  async function look(what: string): Promise<Shown> {
    if ('trouble' in sees) return sees;
    const { person, wishes } = sees;
    const key = JSON.stringify([person, wishes, what]);
    const taken = picturesTaken.get(key) ?? take(standin, person, wishes, what);
    picturesTaken.set(key, taken);
    return { picture: await taken };
  }

  await context.exposeBinding('standinCamera', (_source, what: string) => look(what));
  await context.addInitScript({ path: SCRIPT });
  return {
    show: (person, wishes = {}) => {
      sees = { person, wishes };
    },
    deny: () => {
      sees = { trouble: 'denied' };
    },
    none: () => {
      sees = { trouble: 'none' };
    },
  };
}

/** The picture of a side of the document, or of the person in a pose that a page asks for; in base64. */
async function take(
  { people }: Standin,
  person: Ref,
  { type = 'drivers_license', wears = {} }: CameraWishes,
  what: string,
): Promise<string> {
  const isSide = what === 'front' || what === 'back';
  const wear = wears[isSide ? what : 'selfie'];
  const wishes = wear === undefined ? {} : { wear };
  const picture = isSide
    ? await people.document(person, type, what, wishes)
    : await people.picture(person, what, wishes);
  keepShown(person, what, picture);
  return Buffer.from(picture).toString('base64');
}
