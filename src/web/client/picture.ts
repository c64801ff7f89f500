const QUALITY = 0.92;
/** Long edge of what is sent: enough to read print and barcodes, a tenth of a phone's full picture. */
const LONG_EDGE = 2400;
/** Pictures below this size travel as they are. */
const LIGHT = 3 * 1024 * 1024;

/** One frame of a playing video as a JPEG file; undefined when the browser cannot make one. */
export async function frameOf(video: HTMLVideoElement, name: string): Promise<File | undefined> {
  return jpegOf(video, video.videoWidth, video.videoHeight, `${name}.jpg`);
}

/** A large picture made smaller; the file itself when it is light, or when this browser cannot read it. */
export async function shrink(file: File): Promise<File> {
  if (file.size <= LIGHT) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
    const size = [picture.width, picture.height].map((edge) => Math.round(edge * scale));
    return (await jpegOf(picture, size[0] ?? 0, size[1] ?? 0, 'picture.jpg')) ?? file;
  } catch {
    return file;
  }
}

async function jpegOf(
  source: CanvasImageSource,
  width: number,
  height: number,
  name: string,
): Promise<File | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', QUALITY),
  );
  return blob ? new File([blob], name, { type: 'image/jpeg' }) : undefined;
}
