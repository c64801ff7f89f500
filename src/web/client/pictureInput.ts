import type { CameraTrouble, Facing } from './camera.js';
import { closeCamera, openCamera } from './camera.js';
import { first } from './elements.js';
import { frameOf, shrink } from './picture.js';

interface Parts {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly stage: HTMLElement;
  readonly drawing: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly preview: HTMLImageElement;
  readonly guide: HTMLElement;
  readonly words: HTMLElement;
  readonly open: HTMLButtonElement;
  readonly shoot: HTMLButtonElement;
  readonly again: HTMLButtonElement;
}

type State = 'empty' | 'live' | 'filled';
type Word = CameraTrouble | 'ready' | 'taken' | 'unreadable';

/**
 * Adds a camera and a preview to a file input. A shot becomes the input's own file, so the form is the same with and without
 * script.
 */
export function offerPictureInput(element: HTMLElement): void {
  const found = partsOf(element);
  if (found) wire(found);
}

function wire(parts: Parts): void {
  const { element, video, input } = parts;
  let stream: MediaStream | undefined;

  const stop = (): void => {
    if (stream) closeCamera(stream);
    stream = undefined;
  };

  async function start(): Promise<void> {
    const answer = await openCamera(element.dataset['facing'] as Facing);
    if (typeof answer === 'string') return say(parts, answer);
    stream = answer;
    video.srcObject = answer;
    await video.play();
    showState(parts, 'live');
    say(parts, 'ready');
    parts.shoot.focus();
  }

  async function shoot(): Promise<void> {
    const file = await frameOf(video, input.name);
    if (!file) return say(parts, 'busy');
    stop();
    fill(parts, file);
    say(parts, 'taken');
    parts.again.focus();
  }

  async function choose(): Promise<void> {
    stop();
    const file = input.files?.[0];
    if (file) fill(parts, await shrink(file));
    else showState(parts, 'empty');
  }

  parts.open.addEventListener('click', () => void start());
  parts.again.addEventListener('click', () => void start());
  parts.shoot.addEventListener('click', () => void shoot());
  input.addEventListener('change', () => void choose());
  parts.preview.addEventListener('error', () => {
    showState(parts, 'empty');
    say(parts, 'unreadable');
  });
  addEventListener('pagehide', stop);
  first('[data-buttons]', HTMLElement, element)?.removeAttribute('hidden');
  showState(parts, 'empty');
}

function fill(parts: Parts, file: File): void {
  const { input, preview } = parts;
  if (input.files?.[0] !== file) {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
  }
  URL.revokeObjectURL(preview.src);
  preview.src = URL.createObjectURL(file);
  showState(parts, 'filled');
}

function showState(parts: Parts, state: State): void {
  const camera = parts.element.dataset['camera'] === 'on';
  parts.drawing.hidden = state !== 'empty';
  parts.video.hidden = state !== 'live';
  parts.guide.hidden = state !== 'live';
  parts.preview.hidden = state !== 'filled';
  parts.open.hidden = !camera || state !== 'empty';
  parts.shoot.hidden = state !== 'live';
  parts.again.hidden = !camera || state !== 'filled';
  parts.stage.classList.toggle('capture__stage--filled', state === 'filled');
  parts.words.textContent = '';
}

function say({ element, words }: Parts, word: Word): void {
  words.textContent = element.dataset[word] ?? '';
  words.classList.toggle('capture__words--bad', word !== 'ready' && word !== 'taken');
}

function partsOf(element: HTMLElement): Parts | undefined {
  const part = <T extends Element>(name: string, kind: new () => T): T | undefined =>
    first(`[data-${name}]`, kind, element);
  const found = {
    element,
    input: first('input[type=file]', HTMLInputElement, element),
    stage: part('stage', HTMLElement),
    drawing: part('drawing', HTMLElement),
    video: part('video', HTMLVideoElement),
    preview: part('preview', HTMLImageElement),
    guide: part('guide', HTMLElement),
    words: part('words', HTMLElement),
    open: part('open', HTMLButtonElement),
    shoot: part('shoot', HTMLButtonElement),
    again: part('again', HTMLButtonElement),
  };
  return Object.values(found).every(Boolean) ? (found as Parts) : undefined;
}
