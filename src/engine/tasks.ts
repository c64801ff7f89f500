// What travels between the engine and its two workers. Pictures go as bytes, readings come back as plain data.

import type { Side } from './ports.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Figures of a picture, taken at a long edge of 1000 pixels. */
export interface Quality {
  readonly width: number;
  readonly height: number;
  /** Variance of the Laplacian: low when nothing in the picture is sharp. */
  readonly sharpness: number;
  /** Mean grey, 0 to 255. */
  readonly brightness: number;
  /** Share of the picture in large burnt-out spots, 0 to 1. */
  readonly glare: number;
  /** Mean distance between a pixel's strongest and weakest colour: 0 without colour. */
  readonly colour: number;
  readonly outline: Outline;
}

/** A guess where the document lies. */
export interface Outline {
  /** It runs into an edge of the picture. */
  readonly cut: boolean;
  /** Long side over short side: 1.59 for a card, 1.42 for a passport page. */
  readonly ratio: number;
  /** Share of the picture that it takes, 0 to 1. */
  readonly share: number;
  /** Mean grey within it. */
  readonly brightness: number;
}

export type PictureRefusal =
  | 'picture.too_large'
  | 'picture.not_a_picture'
  | 'picture.not_jpeg'
  | 'picture.too_many_pixels'
  | 'picture.looks_real'
  /** The worker was too slow, or ended: the same picture may be taken a moment later. */
  | 'picture.not_read';

/** A face, its place in the picture, and the 128 numbers by which faces are compared. */
export interface Face {
  readonly box: Box;
  readonly score: number;
  readonly descriptor: readonly number[];
  /** Turn of the head from landmarks: 0 looks straight, 1 and -1 are profiles. */
  readonly turn: number;
  /** How far the corners of the mouth stand above its middle, in distances of the eyes: more in a smile. */
  readonly mouthLift: number;
}

export interface FacesReading {
  readonly width: number;
  readonly height: number;
  readonly quality: Quality;
  /** Largest first. */
  readonly faces: readonly Face[];
}

/** A row of OCR-B characters: its text, and how sure the reader is, 0 to 1. */
export interface PrintedLine {
  readonly text: string;
  readonly confidence: number;
}

/** A machine-readable zone as read, not yet taken apart. */
export interface MrzLines {
  readonly lines: readonly string[];
  readonly confidence: number;
}

export interface BarcodeReading {
  readonly text: string;
  /** By how many degrees the picture was turned until the barcode read. */
  readonly turned: number;
}

/** What a side of a document says to machines. */
export interface Zones {
  readonly barcode?: BarcodeReading | undefined;
  readonly mrz?: MrzLines | undefined;
  readonly printed: readonly PrintedLine[];
}

export interface DocumentReading extends Zones {
  readonly quality: Quality;
}

/** What to look for in a picture of a document; each costs time. */
export interface DocumentQuestion {
  readonly barcode: boolean;
  readonly text: boolean;
}

/** What was looked for on a picture, and what of it was found. */
export interface Lookup {
  readonly question: DocumentQuestion;
  readonly reading: DocumentReading;
}

/** Clockwise. */
export type Degrees = 90 | 180 | 270;

export type TextTask =
  | { readonly kind: 'sanitize'; readonly bytes: Uint8Array; readonly guard: Side | undefined }
  | { readonly kind: 'turn'; readonly bytes: Uint8Array; readonly degrees: Degrees }
  | { readonly kind: 'document'; readonly bytes: Uint8Array; readonly question: DocumentQuestion };

export interface FaceTask {
  readonly bytes: Uint8Array;
}

export type Sanitized =
  | {
      readonly ok: true;
      readonly jpeg: Uint8Array;
      readonly width: number;
      readonly height: number;
    }
  | { readonly ok: false; readonly reason: PictureRefusal };

/** A picture made plain, and what the guard read on it. */
export type Cleaned = Sanitized & { readonly lookup?: Lookup | undefined };

/** What a worker answers: a reading, or why it threw. */
export type WorkerAnswer = { readonly value: unknown } | { readonly fault: string };
