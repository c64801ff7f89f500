import type { Outline } from '../tasks.js';
import { findComponents } from './components.js';
import type { Component } from './components.js';
import type { Pixels } from './pixels.js';

/** How far a colour must lie from the background's, 0 to 441. */
const DIFFERENT = 48;
/** Share of a side along which the document must run into it to count as cut there. */
const TOUCHES = 0.12;

/**
 * The document as the largest thing that differs from the background, which is the usual colour along the edges of the
 * picture (RGB, about 240 pixels). A guess: good enough to explain why nothing could be read, never to refuse what was read.
 */
export function outlineOf(picture: Pixels): Outline {
  const { width, height } = picture;
  const mask = foreground(picture);
  const [largest] = findComponents(mask, width, height).sort((a, b) => b.ink - a.ink);
  const box = largest ?? { x: 0, y: 0, width, height, ink: 0 };
  return {
    cut: touchesAnEdge(mask, box, width, height),
    ratio: Math.max(box.width, box.height) / Math.max(1, Math.min(box.width, box.height)),
    share: (box.width * box.height) / (width * height),
    brightness: Math.round(brightnessIn(picture, box)),
  };
}

function foreground({ data, width, height }: Pixels): Uint8Array {
  const background = [0, 1, 2].map((channel) => {
    const edge: number[] = [];
    for (let x = 0; x < width; x += 1) {
      edge.push(data[x * 3 + channel]!, data[((height - 1) * width + x) * 3 + channel]!);
    }
    for (let y = 0; y < height; y += 1) {
      edge.push(data[y * width * 3 + channel]!, data[(y * width + width - 1) * 3 + channel]!);
    }
    return edge.sort((a, b) => a - b)[edge.length >> 1]!;
  });
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const squares = background.reduce((sum, grey, c) => sum + (data[i * 3 + c]! - grey) ** 2, 0);
    return squares > DIFFERENT ** 2 ? 1 : 0;
  });
}

function touchesAnEdge(mask: Uint8Array, box: Component, width: number, height: number): boolean {
  const column = (x: number): number => {
    let count = 0;
    for (let y = box.y; y < box.y + box.height; y += 1) count += mask[y * width + x]!;
    return count / height;
  };
  const row = (y: number): number => {
    let count = 0;
    for (let x = box.x; x < box.x + box.width; x += 1) count += mask[y * width + x]!;
    return count / width;
  };
  return (
    (box.x === 0 && column(0) > TOUCHES) ||
    (box.x + box.width === width && column(width - 1) > TOUCHES) ||
    (box.y === 0 && row(0) > TOUCHES) ||
    (box.y + box.height === height && row(height - 1) > TOUCHES)
  );
}

function brightnessIn({ data, width }: Pixels, box: Component): number {
  let sum = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const i = (y * width + x) * 3;
      sum += (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
    }
  }
  return sum / Math.max(1, box.width * box.height);
}
