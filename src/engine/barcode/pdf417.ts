import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { decode } from '../picture/pixels.js';
import type { BarcodeReading } from '../tasks.js';

const LONG_EDGE = 1600;
/** The reader finds a PDF417 only when it lies within about three degrees of the rows of the picture. */
const TURNS = [0, 5, -5, 10, -10, 15, -15, 20, -20];

/** Loads the reader's wasm from its package: it would ask a CDN otherwise. */
export async function loadPdf417Reader(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasm = await readFile(file);
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** Text of the PDF417 on a picture, trying nine rotations; undefined when none reads. 30 to 60 ms a try. */
export async function readPdf417(bytes: Uint8Array): Promise<BarcodeReading | undefined> {
  for (const turned of TURNS) {
    const text = await readOnce(bytes, turned);
    if (text !== undefined) return { text, turned };
  }
  return undefined;
}

async function readOnce(bytes: Uint8Array, turn: number): Promise<string | undefined> {
  const { data, width, height } = await decode(bytes, { longEdge: LONG_EDGE, channels: 4, turn });
  const pixels = new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length);
  const found = await readBarcodes(
    { data: pixels, width, height, colorSpace: 'srgb' },
    {
      formats: ['PDF417'],
      // The default prints control characters as words, which AAMVA's format is full of.
      textMode: 'Plain',
      maxNumberOfSymbols: 1,
    },
  );
  return found.find((symbol) => symbol.isValid)?.text;
}
