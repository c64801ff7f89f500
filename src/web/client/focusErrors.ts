import { first } from './elements.js';

/** A form that came back with errors starts at their summary. */
export function focusErrors(): void {
  first('[data-error-summary]', HTMLElement)?.focus();
}
