import { first } from './elements.js';
import { fetchPage } from './fetchPage.js';

const WAIT_MS = 3000;

/** Waits for an application's first request: keeps the light of the page current without a reload. */
export function followLight(): void {
  const href = first('[data-light]', HTMLElement)?.dataset['light'];
  if (href === undefined) return;
  const again = (): void => void setTimeout(() => void look(), WAIT_MS);

  async function look(): Promise<void> {
    const page = document.hidden ? undefined : await fetchPage(href as string);
    const fresh = page && first('[data-light]', HTMLElement, page);
    const shown = first('[data-light]', HTMLElement);
    if (fresh && shown && fresh.outerHTML !== shown.outerHTML) shown.replaceWith(fresh);
    again();
  }

  again();
}
