import { all } from './elements.js';

const LONG = 16;

/** A hint while a password is chosen: length alone, since the server knows what is guessable. */
export function showStrength(): void {
  for (const box of all('[data-strength]', HTMLElement)) {
    const field = document.getElementById(box.dataset['strength'] ?? '');
    const words = box.querySelector('.strength__words');
    if (!(field instanceof HTMLInputElement) || !words) continue;
    const minimum = Number(box.dataset['minimum']);
    field.addEventListener('input', () => {
      const length = [...field.value].length;
      const level = length < minimum ? 'short' : length < LONG ? 'fair' : 'long';
      box.hidden = length === 0;
      if (box.dataset['level'] === level) return;
      box.dataset['level'] = level;
      words.textContent = box.dataset[level] ?? '';
    });
  }
}
