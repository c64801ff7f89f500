import { all, first } from './elements.js';

/**
 * Sends a form with pictures in the background, shows how far it is, and then goes where the answer leads. A page that comes
 * in answer to the post itself (errors at the fields) takes the place of this one: `shown` is told, to enhance it.
 */
export function sendWithProgress(form: HTMLFormElement, shown: () => void): void {
  const box = first('[data-upload]', HTMLElement, form);
  const bar = first('progress', HTMLProgressElement, form);
  const words = first('[data-upload-words]', HTMLElement, form);
  if (!box || !bar || !words) return;

  const disable = (disabled: boolean): void => {
    for (const button of all('button[type=submit]', HTMLButtonElement, form))
      button.disabled = disabled;
  };
  const fail = (): void => {
    words.textContent = words.dataset['failed'] ?? '';
    disable(false);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      bar.value = total > 0 ? (100 * loaded) / total : 0;
    });
    request.upload.addEventListener('load', () => {
      bar.removeAttribute('value');
      words.textContent = words.dataset['reading'] ?? '';
    });
    request.addEventListener('error', fail);
    request.addEventListener('load', () => {
      if (request.responseURL !== form.action) location.assign(request.responseURL);
      else if (showInPlace(request.responseText)) shown();
      else fail();
    });
    request.open('POST', form.action);
    request.setRequestHeader('accept', 'text/html');
    request.send(dataOf(form, event.submitter));
    words.textContent = '';
    box.hidden = false;
    disable(true);
    box.scrollIntoView({ block: 'nearest' });
  });
}

/** What the form sends, the pressed button included (older browsers' FormData leaves it out). */
function dataOf(form: HTMLFormElement, pressed: HTMLElement | null): FormData {
  const data = new FormData(form);
  if (pressed instanceof HTMLButtonElement && pressed.name !== '')
    data.set(pressed.name, pressed.value);
  return data;
}

function showInPlace(html: string): boolean {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const fresh = first('main', HTMLElement, page);
  const present = first('main', HTMLElement);
  if (!fresh || !present) return false;
  document.title = page.title;
  present.replaceWith(fresh);
  scrollTo(0, 0);
  return true;
}
