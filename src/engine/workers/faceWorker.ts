import { createFaceReader } from '../face/faceReader.js';
import type { FaceTask } from '../tasks.js';
import { serve } from './serve.js';

const reader = createFaceReader(new URL('.', import.meta.url));

// Entry of the process that finds and describes faces.
serve<FaceTask>(async ({ bytes }) => (await reader)(bytes));
