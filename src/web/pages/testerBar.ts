import type { Href } from './href.js';

/** What stands at the foot of a person's page for whoever tests: short cuts through it, and what to make of it. */
export interface TesterBar {
  /** Posts `person`. */
  readonly signInAs: Href;
  readonly people: readonly { readonly id: string; readonly name: string; readonly face?: Href }[];
  /** The same page with its fields filled in. */
  readonly fill?: Href | undefined;
  /** The page was to be filled in, and this person's password is not known to anybody here. */
  readonly passwordUnknown?: boolean;
  /** What was last sent to this person, and what their app shows. */
  readonly codes: readonly { readonly kind: 'totp' | 'email' | 'sms'; readonly code: string }[];
  /** The link of the newest mail. */
  readonly link?: Href | undefined;
  /** Posts `step`, `back` and `result`: what the next submission comes to. */
  readonly outcome?:
    | {
        readonly action: Href;
        readonly step: string;
        readonly back: string;
        readonly words: readonly string[];
        /** The word that was just armed. */
        readonly armed?: string | undefined;
      }
    | undefined;
  /** What the newest submission came to, and whose word that was. */
  readonly decided?:
    | {
        readonly step: string;
        readonly outcome: string;
        readonly reasons: readonly string[];
        readonly by: string;
      }
    | undefined;
  /** Their phone; missing while nobody is known. */
  readonly phone?: Href | undefined;
  readonly traces: Href;
}

/** Values by the names of a page's fields. */
export type Filling = Readonly<Record<string, string>>;
