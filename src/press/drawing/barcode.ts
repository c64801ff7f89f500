import { readFileSync } from 'node:fs';

/** A PDF417 as an SVG drawing of 880 x 330 units; error correction level 5 (AAMVA annex D.3). */
export type BarcodeWriter = (text: string) => Promise<string>;

const WIDTH = 880;
const HEIGHT = 330;

interface Symbol {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Dark modules (value 0) as rectangles, one for each run. */
function outline({ data, width, height }: Symbol): string {
  let d = '';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] !== 0) continue;
      const from = x;
      while (x < width && data[y * width + x] === 0) x++;
      d += `M${from} ${y}h${x - from}v1H${from}z`;
    }
  }
  return `<path fill="#0b0d10" shape-rendering="crispEdges" transform="scale(${WIDTH / width} ${HEIGHT / height})" d="${d}"/>`;
}

/** `wasmFile` is the writer's WebAssembly, read from disk when first needed: nothing is fetched. */
export function createBarcodeWriter(wasmFile: () => string): BarcodeWriter {
  let ready = false;
  return async (text) => {
    const { prepareZXingModule, writeBarcode } = await import('zxing-wasm/writer');
    if (!ready) prepareZXingModule({ overrides: { wasmBinary: wasmBytes(wasmFile()) } });
    ready = true;
    const { error, symbol } = await writeBarcode(text, { format: 'PDF417', options: 'ecLevel=5' });
    if (error) throw new Error(`the barcode could not be written: ${error}`);
    return outline(symbol);
  };
}

/** A copy that owns its memory, as the WebAssembly loader wants it. */
const wasmBytes = (file: string): ArrayBuffer => new Uint8Array(readFileSync(file)).buffer;
