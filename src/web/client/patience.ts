import { all } from './elements.js';

/** A button whose answer takes a while says so when it is pressed, and holds a second press until another page is there. */
export function askForPatience(): void {
  for (const button of all('[data-patience]', HTMLButtonElement)) {
    const ready = [...button.childNodes];
    const waits = (): boolean => button.getAttribute('aria-disabled') === 'true';
    button.form?.addEventListener('submit', (event) => {
      if (waits()) return event.preventDefault();
      button.setAttribute('aria-disabled', 'true');
      button.textContent = button.dataset['patience'] ?? '';
    });
    // Going back may bring the page as it was left.
    addEventListener('pageshow', ({ persisted }) => {
      if (!persisted) return;
      button.removeAttribute('aria-disabled');
      button.replaceChildren(...ready);
    });
  }
}
