/**
 * engine: reads and compares pictures for real, on this machine and without a network.
 * Owns: decoding and quality of pictures, PDF417 and AAMVA, machine-readable zones, faces, what contradicts what, its workers.
 * Does not own: what follows from a finding (proofing decides), scripted outcomes (scenarios), specimens (press).
 * Answers proofing's ports. What it cannot tell is written down in docs/engine.md.
 */
export { createEngine, HOW_TO_INSTALL } from './engine.js';
export type { Engine, EngineSettings, Findings, Inspection } from './engine.js';
export { looksReal } from './barcode/looksReal.js';
export type { RealSign } from './barcode/looksReal.js';
export type { PictureRefusal, Sanitized } from './tasks.js';
