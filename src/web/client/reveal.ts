import { all } from './elements.js';

/** Shows and hides what is typed into a secret field; it is hidden again before the form goes. */
export function offerReveal(): void {
  for (const button of all('[data-reveal]', HTMLButtonElement)) {
    const field = document.getElementById(button.dataset['reveal'] ?? '');
    if (!(field instanceof HTMLInputElement)) continue;
    const show = (visible: boolean): void => {
      field.type = visible ? 'text' : 'password';
      button.textContent = (visible ? button.dataset['hide'] : button.dataset['show']) ?? '';
      button.setAttribute('aria-pressed', String(visible));
    };
    button.hidden = false;
    button.addEventListener('click', () => show(field.type === 'password'));
    field.form?.addEventListener('submit', () => show(false));
  }
}
