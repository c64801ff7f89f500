import { all } from './elements.js';
import { focusErrors } from './focusErrors.js';
import { offerPictureInput } from './pictureInput.js';
import { sendWithProgress } from './sendWithProgress.js';

function enhance(): void {
  for (const element of all('[data-capture]', HTMLElement)) offerPictureInput(element);
  for (const form of all('[data-uploading]', HTMLFormElement)) sendWithProgress(form, shown);
}

function shown(): void {
  focusErrors();
  enhance();
}

enhance();
