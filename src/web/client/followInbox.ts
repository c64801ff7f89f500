import { offerCopying } from './copying.js';
import { first } from './elements.js';
import { fetchPage } from './fetchPage.js';

/** Without an answer we try again after this many ms. */
const PATIENCE = 3000;

/**
 * Keeps the list of messages up to date: asks for the page that has a newer message, which the server answers when there is
 * one, and puts its list in place of ours. A button pauses it. Without script the page is reloaded by hand.
 */
export function followInbox(): void {
  const region = first('[data-live]', HTMLElement);
  const button = first('[data-live-pause]', HTMLButtonElement);
  if (!region || !button) return;
  let gone = new AbortController();

  const follow = async ({ signal }: AbortController): Promise<void> => {
    for (;;) {
      const page = await fetchPage(region.dataset['live'] ?? '', signal);
      if (signal.aborted) return;
      const fresh = page && first('[data-live]', HTMLElement, page);
      if (fresh) show(region, fresh);
      else await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
  };

  button.hidden = false;
  button.addEventListener('click', () => {
    const paused = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(paused));
    gone.abort();
    gone = new AbortController();
    if (!paused) void follow(gone);
  });
  void follow(gone);
}

/** Says that something came, and leaves the focus where it was. */
function show(region: HTMLElement, fresh: HTMLElement): void {
  const { live } = fresh.dataset;
  if (live === undefined || live === region.dataset['live']) return;
  const focused = region.contains(document.activeElement)
    ? document.activeElement?.getAttribute('href')
    : undefined;
  region.dataset['live'] = live;
  region.replaceChildren(...fresh.childNodes);
  offerCopying(region);
  if (focused) first(`a[href="${CSS.escape(focused)}"]`, HTMLAnchorElement, region)?.focus();
  const news = first('[data-live-news]', HTMLElement);
  if (news) news.textContent = news.dataset['liveNews'] ?? '';
}
