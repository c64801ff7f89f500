import { first } from './elements.js';
import { fetchPage } from './fetchPage.js';

/**
 * Follows a verification under way: puts the newest state into the live region, and leaves for whatever page the person is
 * sent to when there is something to do. Without script the page reloads itself.
 */
export function pollProcessing(): void {
  const region = first('[data-poll]', HTMLElement);
  const href = region?.dataset['poll'];
  if (!region || href === undefined) return;
  const wait = Number(region.dataset['pollSeconds']) * 1000;
  const again = (): void => void setTimeout(() => void look(), wait);

  async function look(): Promise<void> {
    const page = await fetchPage(href as string);
    const fresh = page && first('[data-poll]', HTMLElement, page);
    if (page && fresh?.dataset['poll'] !== href) return location.assign(href as string);
    if (fresh && region && fresh.innerHTML !== region.innerHTML)
      region.replaceChildren(...fresh.childNodes);
    again();
  }

  again();
}
