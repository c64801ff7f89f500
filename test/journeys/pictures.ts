import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPress, type Persona, type WearName } from '../../src/press/index.js';
import { sidesOf, type DocumentType, type Side } from '../../src/proofing/index.js';

export type DocumentFiles = Readonly<Partial<Record<Side, string>>>;

/** Pictures as files on a disk, from which a person picks them. */
export interface Pictures {
  persona(id: string): Persona;
  /** Every side of a persona's document, in the state that `wear` names. */
  document(id: string, type: DocumentType, wear?: WearName): Promise<DocumentFiles>;
  selfie(id: string, wear?: WearName): Promise<string>;
  remove(): void;
}

/** Presses into a temporary folder; a picture is made when it is first asked for. */
export function createPictures(): Pictures {
  const folder = mkdtempSync(join(tmpdir(), 'standin-pictures-'));
  const press = createPress({ fixtures: join(process.cwd(), 'fixtures') });
  const made = new Map<string, Promise<string>>();

  const file = (name: string, picture: () => Promise<Buffer>): Promise<string> => {
    const known = made.get(name);
    if (known) return known;
    const path = join(folder, `${name}.jpg`);
    const making = picture().then((bytes) => (writeFileSync(path, bytes), path));
    made.set(name, making);
    return making;
  };

  const persona = (id: string): Persona => {
    const found = press.personas.get(id);
    if (!found) throw new Error(`no persona ${id}`);
    return found;
  };

  return {
    persona,
    async document(id, type, wear = 'good') {
      const person = persona(id);
      const sides = sidesOf(type).map(async (side) => [
        side,
        await file(`${id}-${type}-${side}-${wear}`, () =>
          press.renderDocument({ person, type, side, wear }),
        ),
      ]);
      return Object.fromEntries(await Promise.all(sides)) as DocumentFiles;
    },
    selfie: (id, wear = 'good') =>
      file(`${id}-selfie-${wear}`, () => press.pictureOf(persona(id), 'selfie', wear)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
