import type { Locator, Page } from '@playwright/test';

/** Reading pictures takes a while on a busy machine. */
const PATIENCE_MS = 60_000;

/** The name of the page at an address of Standin's: `selfie` of a sign-in in progress, else the path. */
export function pageName(address: string): string {
  const { pathname } = new URL(address);
  return /\/interaction\/[\w-]+\/([\w-]+)$/.exec(pathname)?.[1] ?? pathname;
}

/** Fields and buttons by their stable ids. */
export const part = (page: Page, testId: string): Locator =>
  page.locator(`[data-testid="${testId}"]`);

/** Presses a button and waits until another page has come. Throws with what the page complains of. */
export async function press(page: Page, testId: string): Promise<void> {
  const before = pageName(page.url());
  const left = page.waitForURL((url) => pageName(url.href) !== before, {
    waitUntil: 'commit',
    timeout: PATIENCE_MS,
  });
  const complaint = part(page, 'error-summary').waitFor({ timeout: PATIENCE_MS });
  const [, refused] = await Promise.all([
    part(page, testId).click(),
    Promise.race([left.then(() => false), complaint.then(() => true)]),
  ]);
  await Promise.allSettled(refused ? [] : [left]);
  left.catch(() => undefined);
  complaint.catch(() => undefined);
  if (!refused) return page.waitForLoadState();
  throw new Error(`the page ${before} says: ${await part(page, 'error-summary').innerText()}`);
}

/** Ticks a box or chooses a tile: what is seen is the label. */
export const tick = (page: Page, testId: string): Promise<void> =>
  part(page, testId).locator('xpath=following-sibling::label[1]').click();
