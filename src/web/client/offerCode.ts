import { all, first } from './elements.js';

/** Gives each block of code in the documentation a button that copies it; the words are the article's. */
export function offerCode(): void {
  const article = first('[data-copy-code]', HTMLElement);
  if (!article) return;
  for (const block of all('pre', HTMLPreElement, article)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'prose__copy';
    button.hidden = true;
    button.textContent = article.dataset['copyCode'] ?? '';
    button.dataset['copy'] = block.textContent;
    button.dataset['copied'] = article.dataset['copied'];
    block.before(button);
  }
}
