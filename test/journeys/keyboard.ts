import type { Page } from 'playwright-core';

/** Somebody who has a keyboard and no mouse: goes from stop to stop and looks where the focus is. */
export interface Keyboard {
  /** Stops at which the focus cannot be seen, by page. */
  readonly unseen: readonly string[];
  /** Tabs to an element by its `data-testid`; throws when no stop of the page is it. */
  reach(testId: string): Promise<void>;
  type(testId: string, text: string): Promise<void>;
  press(testId: string, key?: string): Promise<void>;
  /** Opens the file dialog of a field from the keyboard, and picks. */
  pick(testId: string, file: string): Promise<void>;
}

const MOST_STOPS = 80;

/** The focused element: its mark, and whether an outline of two pixels shows it, on itself or on its label. */
const FOCUSED = `(() => {
  const here = document.activeElement;
  const label = here.nextElementSibling;
  const styles = [getComputedStyle(here), label && getComputedStyle(label), label && getComputedStyle(label, '::before')];
  const shown = styles.some((style) => style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  const { top, bottom } = here.getBoundingClientRect();
  const outside = bottom < 0 || top > innerHeight;
  return { mark: here.dataset.testid ?? '', html: here.outerHTML.slice(0, 90), seen: here === document.body || (shown && !outside) };
})()`;

interface Focused {
  readonly mark: string;
  readonly html: string;
  readonly seen: boolean;
}

export function createKeyboard(page: Page): Keyboard {
  const unseen = new Set<string>();
  const focused = () => page.evaluate<Focused>(FOCUSED);

  const reach = async (testId: string): Promise<void> => {
    await page.getByTestId(testId).first().waitFor({ state: 'attached' });
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      const { mark, html, seen } = await focused();
      if (!seen) unseen.add(`${new URL(page.url()).pathname.split('/').at(-1)}: ${html}`);
      if (mark === testId) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no stop ${testId} on ${page.url()}`);
  };

  return {
    get unseen() {
      return [...unseen];
    },
    reach,
    async type(testId, text) {
      await reach(testId);
      await page.keyboard.type(text);
    },
    async press(testId, key = 'Enter') {
      await reach(testId);
      await page.keyboard.press(key);
    },
    async pick(testId, file) {
      await reach(testId);
      const [dialog] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.keyboard.press('Space'),
      ]);
      await dialog.setFiles(file);
    },
  };
}
