import { all } from './elements.js';

const SHOWN_FOR = 2000;

/** Copies a value at a press of a button. Browsers offer the clipboard in secure contexts only. */
export function offerCopying(root: ParentNode = document): void {
  if (!window.isSecureContext) return;
  for (const button of all('[data-copy]', HTMLButtonElement, root)) {
    button.hidden = false;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => tell(button));
    });
  }
}

function tell(button: HTMLButtonElement): void {
  const word = document.createElement('span');
  word.className = 'copied';
  word.setAttribute('role', 'status');
  word.textContent = button.dataset['copied'] ?? '';
  button.after(word);
  setTimeout(() => word.remove(), SHOWN_FOR);
}
