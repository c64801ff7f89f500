/** Why a camera cannot be used; each is the name of the data attribute that holds the words. */
export type CameraTrouble = 'denied' | 'absent' | 'insecure' | 'busy';

export type Facing = 'user' | 'environment';

export const cameraTrouble = (): CameraTrouble | undefined =>
  !window.isSecureContext ? 'insecure' : 'mediaDevices' in navigator ? undefined : 'absent';

/** Opens the camera that looks that way, at the best size it has. Refusals are returned as a `CameraTrouble`. */
export async function openCamera(facing: Facing): Promise<MediaStream | CameraTrouble> {
  const trouble = cameraTrouble();
  if (trouble) return trouble;
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch (error) {
    return troubleOf(error);
  }
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'busy';
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
