/**
 * Runs in every page before its own scripts: lets `getUserMedia` answer a stream of what `standinCamera` shows, which
 * playwright/camera.ts binds. What is photographed is told by the page: the input beside the button that was pressed (`front`,
 * `back`, `selfie`), or the pose that a challenge asks for in `data-pose`.
 */

/** What the camera sees: a picture in base64, or why there is none. */
type Shown =
  | { readonly picture: string; readonly trouble?: undefined }
  | { readonly trouble: 'denied' | 'none'; readonly picture?: undefined };

declare const standinCamera: (what: string) => Promise<Shown>;

const REPAINT_MS = 50;
const FRAMES_PER_SECOND = 20;

let pressed: Element | undefined;

function wanted(): string {
  const pose = document.querySelector<HTMLElement>('[data-pose]:not([hidden])')?.dataset['pose'];
  const place = pressed?.closest('[data-capture], form');
  return pose ?? place?.querySelector<HTMLInputElement>('input[type=file]')?.name ?? 'selfie';
}

async function pictureOf(what: string): Promise<ImageBitmap> {
  const shown = await standinCamera(what);
  if (shown.picture === undefined)
    throw shown.trouble === 'denied'
      ? new DOMException('Permission denied', 'NotAllowedError')
      : new DOMException('Requested device not found', 'NotFoundError');
  const bytes = Uint8Array.from(atob(shown.picture), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
}

/** A stream that is painted anew as long as somebody watches, with another picture when another one is wanted. */
async function open(): Promise<MediaStream> {
  let what = wanted();
  let picture = await pictureOf(what);
  const canvas = document.createElement('canvas');
  const paint = (): void => {
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
  };
  const repaint = async (): Promise<void> => {
    const now = wanted();
    if (now !== what) picture = await pictureOf((what = now));
    paint();
  };
  paint();
  const stream = canvas.captureStream(FRAMES_PER_SECOND);
  const timer = setInterval(() => {
    if (stream.active) void repaint();
    else clearInterval(timer);
  }, REPAINT_MS);
  return stream;
}

if ('mediaDevices' in navigator) {
  addEventListener('click', ({ target }) => (pressed = target as Element), true);
  navigator.mediaDevices.getUserMedia = open;
}
