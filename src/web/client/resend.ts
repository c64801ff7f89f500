import { all } from './elements.js';

/** Counts the seconds until a code can be sent again; the server decides all the same. */
export function countDownResend(): void {
  for (const button of all('[data-countdown]', HTMLButtonElement)) {
    let seconds = Number(button.dataset['countdown']);
    if (!(seconds > 0)) continue;
    const ready = button.textContent;
    const show = (): void => {
      const waiting = seconds > 0;
      button.setAttribute('aria-disabled', String(waiting));
      button.textContent = waiting
        ? (button.dataset['waiting'] ?? '').replace('%s', String(seconds))
        : ready;
    };
    const timer = setInterval(() => {
      seconds -= 1;
      show();
      if (seconds <= 0) clearInterval(timer);
    }, 1000);
    button.addEventListener('click', (event) => {
      if (seconds > 0) event.preventDefault();
    });
    show();
  }
}
