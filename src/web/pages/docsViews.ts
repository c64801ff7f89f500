import type { FINDINGS } from '../../traces/index.js';
import type { Hit } from '../docs/search.js';
import type { Href } from './common.js';

type Described = (typeof FINDINGS)[number];

/** What surrounds every page of the documentation. */
export interface DocsFrame {
  readonly title: string;
  readonly folder: Href;
  /** Asks with GET for `q`. */
  readonly search: Href;
  /** What was looked for; '' elsewhere. */
  readonly query: string;
  readonly issuer: string;
  readonly control: string;
  /** The client that the pages take for an example, for operators: `settings` once it is registered here. */
  readonly example?: { readonly id: string; readonly settings?: Href | undefined } | undefined;
  readonly chapters: readonly {
    readonly title: string;
    readonly entries: readonly {
      readonly title: string;
      readonly href: Href;
      readonly isHere: boolean;
      /** Places on the page that is shown. */
      readonly parts: readonly { readonly title: string; readonly href: Href }[];
    }[];
  }[];
}

/** A page written in Markdown, printed. */
export interface DocPageModel {
  readonly docs: DocsFrame;
  readonly html: string;
  /** The same as Markdown. */
  readonly source: Href;
}

type HitModel = Omit<Hit, 'page' | 'id'> & { readonly href: Href };

export interface SearchModel {
  readonly docs: DocsFrame;
  /** Parts of pages, by the titles of these. */
  readonly hits: readonly (HitModel & { readonly page: string })[];
  /** Operations of the control API. */
  readonly operations: readonly HitModel[];
}

/** One thing that an application can do wrong. */
export interface ErrorCodeModel {
  readonly docs: DocsFrame;
  readonly all: Href;
  readonly finding: Described;
}
