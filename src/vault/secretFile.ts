import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';

/**
 * The deployment key kept in `file`, made (0600) when there is none. The caller must have the folder for itself. The file
 * appears whole or not at all, since data sealed with a key that was lost half-written could never be opened again.
 */
export async function readOrMakeSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${secret}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  return secret;
}
