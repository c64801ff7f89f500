import type { SandboxId } from '../platform/ids.js';
import type { PictureKind } from './attemptStore.js';
import type { Deps } from './deps.js';
import type { DocumentType } from './evidence.js';
import type { DocumentPictures } from './ports.js';

/** Makes the pictures of a submission that came without any, when a check really looks at them: a script never does. */
export interface PicturesOnDemand {
  document(type: DocumentType): Promise<DocumentPictures>;
  selfie(): Promise<Buffer>;
}

export type Pictures = Partial<Record<PictureKind, Buffer>>;

/** What a check reads: the pictures that were submitted, else those made now, which `made` tells so that they are kept. */
export interface PictureSource extends PicturesOnDemand {
  made(): Pictures;
}

/** Throws when pictures are neither kept nor to be had: the submission then waits for somebody who can make them. */
export function pictureSource(
  { store }: Deps,
  sandbox: SandboxId,
  id: string,
  onDemand: PicturesOnDemand | undefined,
): PictureSource {
  let made: Pictures = {};
  const maker = (): PicturesOnDemand => {
    if (!onDemand) throw new Error(`attempt ${id} has lost its picture`);
    return onDemand;
  };
  return {
    async document(type) {
      const front = await store.picture(sandbox, id, 'front');
      if (front) return { front, back: await store.picture(sandbox, id, 'back') };
      const { front: fresh, back } = await maker().document(type);
      made = back ? { front: fresh, back } : { front: fresh };
      return { front: fresh, back };
    },
    async selfie() {
      const kept = await store.picture(sandbox, id, 'selfie');
      if (kept) return kept;
      const selfie = await maker().selfie();
      made = { selfie };
      return selfie;
    },
    made: () => made,
  };
}
