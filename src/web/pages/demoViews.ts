import type { Scene } from '../demo/scenes.js';
import type { Href } from './common.js';

/** Three scenes with one button each: posts nothing but csrf to `<folder>/<scene>`. */
export interface DemoModel {
  readonly folder: Href;
  readonly scenes: readonly Scene['id'][];
  readonly face: Href;
  readonly document: Href;
}

/** One submission: what was shown, and what was said to it. */
export interface DemoAct {
  readonly step: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
  /** `engine` and such: which layer decided. */
  readonly decidedBy: string;
  readonly pictures: readonly { readonly kind: 'front' | 'back' | 'selfie'; readonly href: Href }[];
}

export interface DemoSceneModel {
  readonly scene: Scene['id'];
  readonly folder: Href;
  readonly state: string;
  readonly acts: readonly DemoAct[];
  readonly mails: readonly { readonly subject: string; readonly href: Href }[];
  readonly phone: Href;
}
