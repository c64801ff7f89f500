import { createFaceReader } from '../face/faceReader.js';
import type { FaceTask, FacesReading } from '../tasks.js';

const reader = createFaceReader(new URL('.', import.meta.url));

/** Entry of the worker that finds and describes faces; piscina calls it once per task. */
export default async function findFaces(task: FaceTask): Promise<FacesReading> {
  return (await reader)(task.bytes);
}
