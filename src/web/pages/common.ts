import type { Instant } from '../../platform/clock.js';
import type { Text } from '../../platform/render/text.js';
import type { Href } from './href.js';
import type { TesterBar } from './testerBar.js';

export type { Href } from './href.js';

/** What every page knows besides its own model; made once per request. */
export interface PageContext {
  /** '' for the default sandbox, '/s/<id>' for another: stands before every link within the site. */
  readonly base: string;
  readonly locale: 'en';
  /** Token of the session against forged posts; every form sends it as `csrf`. */
  readonly csrf?: string | undefined;
  /** Whether the browser may see what is for operators of the server: the mailbox, say. */
  readonly operator?: boolean;
  /** Short cuts for whoever tests; missing for everybody else. */
  readonly tester?: TesterBar | undefined;
  /** The organisation that asked, or that the person chose; named above every card of the journey. */
  readonly partner?: PartnerBrand | undefined;
  /** Who is signed in, for the page's head. */
  readonly viewer?: { readonly email: string } | undefined;
}

export interface PartnerBrand {
  /** As it stands on the page: "IRS (simulated)". */
  readonly name: string;
  /** URL of a picture, which a page shows as far as `brandOn` lets it. */
  readonly logo?: string | undefined;
}

/**
 * A form that posts `Field`s to `action`. `values` is what the person typed before (never a password or a code), `errors`
 * says what is wrong: by field, or of the whole form under `form`.
 */
export interface Form<Field extends string> {
  readonly action: Href;
  readonly values: Readonly<Partial<Record<Field, string>>>;
  readonly errors: FieldErrors<Field>;
}

export type FieldErrors<Field extends string> = Readonly<Partial<Record<Field | 'form', Text>>>;

/** A fact on a page: as it is written, a day, or words of the locale. */
export type Fact =
  string | { readonly day: string | Instant } | { readonly words: readonly Text[] };

/** A code can be sent again: posts nothing but csrf to `action`, after `waitSeconds`. */
export interface Resend {
  readonly action: Href;
  readonly waitSeconds: number;
  /** True on the page that follows a resend: says so. */
  readonly sent: boolean;
  /** Offers to be called instead of texted: posts `by=voice`. */
  readonly byCall?: boolean | undefined;
}

/** Ready-made pictures for testers: each is a submit button `specimen=<value>` of the page's own form. */
export interface PictureTray {
  readonly items: readonly {
    readonly value: string;
    /** Locale key suffix in `specimens.*`: good, blurred, glare ... */
    readonly wear: string;
    readonly picture: Href;
  }[];
}
