import type { FINDINGS } from '../../traces/index.js';
import type { Href } from './common.js';

type Described = (typeof FINDINGS)[number];

/** Everything that an application can do wrong, by code; `folder` and a code are the page of one. */
export interface ErrorsModel {
  readonly folder: Href;
  readonly findings: readonly Described[];
}

export interface ErrorCodeModel {
  readonly all: Href;
  readonly finding: Described;
}
